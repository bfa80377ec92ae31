import "./node-version.mjs";

const { serve } = await import("./serve.mjs");
await serve();
