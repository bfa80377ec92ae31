import { createServer } from "node:http";
import { Pool } from "pg";
import { statements } from "./statements";

/** What the product is held against: no sign-in but for `d`, no permission, no audit; one prepared statement an answer. */
const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  max: 10,
  options: "-c timezone=Asia/Ho_Chi_Minh -c plan_cache_mode=force_generic_plan",
  pipeline: true,
} as never);
pool.on("connect", (client) => client.on("error", () => undefined));

async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

const server = createServer(async (request, response) => {
  try {
    const [path = "", query = ""] = (request.url ?? "").split("?input=");
    const name = path.slice(1);
    const statement = statements[name]!;
    const text = request.method === "POST" ? await bodyOf(request) : decodeURIComponent(query);
    const values = statement.values(JSON.parse(text), String(request.headers.cookie ?? "").slice(8));
    // As text: it is passed on, not looked at.
    const { rows } = await pool.query({
      name,
      text: statement.text.replace(/as answer(?!.*as answer)/s, "::text as answer"),
      values,
    });
    const body = rows[0]?.answer ?? "null";
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
