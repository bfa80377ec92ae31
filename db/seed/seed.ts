import { Client } from "pg";
import { loadDemo } from "./demo/demo";
import { lineId, loadReference } from "./reference";
import { idOf, nation, unitId } from "./tools";

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** What the demonstration promises to its readers; a seed that breaks a promise is not kept. */
async function check(client: Client): Promise<void> {
  const wrong: string[] = [];
  const differences = await client.query("select * from app.kept_total_differences()");
  for (const row of differences.rows) wrong.push(`${row.what} ${row.key}: kept ${row.kept}, facts ${row.facts}`);
  const models = await client.query(
    `select d.type, count(*)::int as count from projects p join livelihood_details d on d.project_id = p.id
      where p.line_id = $1 and p.province_id = $2 and p.year between 2022 and 2024 group by 1 order by 2 desc`,
    [lineId("gnbv-2021-2025:P2"), unitId("vn-20")],
  );
  const counts = models.rows.map(({ type, count }) => `${type} ${count}`).join(", ");
  if (counts !== "livestock 231, crop 14, forestry 4") wrong.push(`models: ${counts}`);
  const roads = await client.query(
    `select p.code, p.total_amount::text as total, p.allocated_amount::text as allocated, p.paid_amount::text as paid,
            (select q.least::text from project_quantities q where q.project_id = p.id and q.quantity = 'length' order by q.least desc limit 1) as length
       from projects p where p.id = any ($1) order by p.code`,
    [[idOf("project", "road 1"), idOf("project", "road 2")]],
  );
  const seen = roads.rows.map((road) => Object.values(road).join(" ")).join("; ");
  if (
    seen !==
    "HT-2022-0003 430000000000 430000000000 412860000000 43.270; HT-2022-0007 110000000000 110000000000 101640000000 8.730"
  )
    wrong.push(`roads: ${seen}`);
  const negative = await client.query(
    "select id from budget_lines where received - allocated_down - committed < 0 or committed - (paid + advanced - recovered) < 0",
  );
  for (const { id } of negative.rows) wrong.push(`budget line ${id} is below zero`);
  if (wrong.length > 0) throw new Error(`The demonstration data do not add up:\n${wrong.join("\n")}`);
}

/**
 * Loads the reference data, and the demonstration into a portal that has no people yet. Once: what is
 * there stays as it is.
 */
export async function seed(ownerUrl: string): Promise<{ loaded: boolean; seconds: number }> {
  const since = performance.now();
  const client = new Client({ connectionString: ownerUrl, application_name: "terrace seed" });
  await client.connect();
  let loaded = false;
  try {
    await client.query("select pg_advisory_lock(hashtextextended('terrace.seed', 0))");
    // Days are the deployment's own, and nothing but the data is worth waiting for the disk.
    await client.query("set timezone to 'Asia/Ho_Chi_Minh'");
    const { rows } = await client.query(
      "select exists (select from units where id = $1) as reference, exists (select from people) as people",
      [nation],
    );
    if (!rows[0].reference) {
      await inTransaction(client, () => loadReference(client));
      loaded = true;
    }
    // Its accounts have a public password: a portal for real work starts without them (DEMO=0).
    if (!rows[0].people && process.env.DEMO !== "0") {
      await inTransaction(client, async () => {
        await loadDemo(client);
        await check(client);
      });
      loaded = true;
    }
    if (loaded) await client.query("analyze");
  } finally {
    await client.end();
  }
  return { loaded, seconds: Math.round((performance.now() - since) / 100) / 10 };
}
