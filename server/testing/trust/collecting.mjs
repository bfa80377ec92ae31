// Loaded into the portal before itself: garbage is collected every second, so that what its process holds is what it
// needs, and not what it has had no reason yet to throw away.
import v8 from "node:v8";
import vm from "node:vm";

v8.setFlagsFromString("--expose-gc");
setInterval(vm.runInNewContext("gc"), 1000).unref();
