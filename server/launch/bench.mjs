// `npm run bench`: the speed of the built product beside a floor, and every page on the demonstration data.
import "./node-version.mjs";

const { ensureBuilt } = await import("./built.mjs");
const { ensureInstalled, inCheckout, runNode, stopOnSignals } = await import("./steps.mjs");

stopOnSignals();
await ensureInstalled();
await ensureBuilt();
process.exit(await runNode(["--import", "tsx", inCheckout("server/bench/main.ts"), ...process.argv.slice(2)]));
