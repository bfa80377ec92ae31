// Says what is wrong before newer syntax in another file can fail on an old Node.
var parts = process.versions.node.split(".").map(Number);
if (parts[0] < 20 || (parts[0] === 20 && parts[1] < 19)) {
  console.error(`Terrace needs Node 20.19 or later; this is ${process.versions.node}. See https://nodejs.org`);
  process.exit(1);
}
