// Preloaded into a portal: every connection that the process opens, and every name that it looks up, is told on
// stderr; of addresses only the database's is left out.
import dns from "node:dns";
import net from "node:net";

const database = new URL(process.env.DATABASE_URL ?? "");
/** @param {string} where */
const tell = (where) => process.stderr.write(`${JSON.stringify({ outbound: where })}\n`);

// Everything goes through here: node:net, TLS, HTTP and fetch.
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (/** @type {any[]} */ ...args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const to = typeof first === "object" && first ? first : { port: first, host: args[1] };
  const host = to.host ?? "localhost";
  if (to.path) tell(to.path);
  else if (host !== database.hostname || Number(to.port) !== Number(database.port)) tell(`${host}:${to.port}`);
  return Reflect.apply(connect, this, args);
};

const { lookup } = dns;
/** @type {any} */ (dns).lookup = (/** @type {any[]} */ ...args) => {
  if (args[0] !== database.hostname) tell(`name ${args[0]}`);
  return Reflect.apply(lookup, dns, args);
};
