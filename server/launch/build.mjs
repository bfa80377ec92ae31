import "./node-version.mjs";

const { build } = await import("./built.mjs");
const { explain, stopOnSignals } = await import("./steps.mjs");

stopOnSignals();
try {
  await build();
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
