import "./node-version.mjs";

const { build, explain, stopOnSignals } = await import("./steps.mjs");

stopOnSignals();
try {
  await build();
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
