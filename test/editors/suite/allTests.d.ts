// The module that the build makes of every *.test.ts beside this file.
declare module "virtual:all-tests";
