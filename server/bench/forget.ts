import { asOwner } from "../command-line";

/** Takes back what the rows that write have written, so that the next run finds the same data. */
export const forget = (ownerUrl: string): Promise<void> =>
  asOwner(ownerUrl, async (client) => {
    await client.query("set session_replication_role to replica");
    // Codes of the generator have a B in them.
    await client.query(
      "delete from findings where code not like 'PH-B-%'; delete from inspections where code not like 'KT-B-%'",
    );
    await client.query("delete from audit_events; delete from audit_blocks; delete from operations");
    await client.query("vacuum (analyze) findings, inspections, audit_events, operations");
  });
