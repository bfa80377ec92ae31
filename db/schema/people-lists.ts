/** Closed lists that forms share with the database, apart from the tables: a browser must not carry the ORM. */
export const roles = ["clerk", "leader", "manager", "finance", "inspector", "auditor", "administrator"] as const;
export type Role = (typeof roles)[number];
