// The generated files that are kept in the repository, with their content.

export async function keptFiles(
  root: string,
): Promise<ReadonlyMap<string, string>> {
  void root;
  return Promise.resolve(new Map());
}
