// The same cases in every run, so that a build fails for a change and not for
// its luck. To hunt for new cases: FC_SEED=$RANDOM npm run test:unit, and put
// what is found into a test of its own.

import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 20_261_123) });
