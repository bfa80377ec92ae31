import { allowed, command, router } from "../trpc";
import {
  assignRole,
  createPerson,
  disablePerson,
  enablePerson,
  endRole,
  resetPassword,
  revokeAllSessions,
  revokeSession,
} from "./commands";
import {
  assignRoleInput,
  createPersonInput,
  endRoleInput,
  listPeopleInput,
  personRef,
  resetPasswordInput,
  revokeSessionInput,
} from "./inputs";
import { getPerson, listPeople } from "./queries";

export const peopleRouter = router({
  list: allowed("people.read")
    .input(listPeopleInput)
    .query(({ ctx, input }) => listPeople(ctx.tx, ctx.scope, input)),
  get: allowed("people.read")
    .input(personRef)
    .query(({ ctx, input }) => getPerson(ctx.tx, ctx.scope, input.id)),
  create: command("people.manage", createPersonInput, createPerson),
  assignRole: command("people.manage", assignRoleInput, assignRole),
  endRole: command("people.manage", endRoleInput, endRole),
  resetPassword: command("people.manage", resetPasswordInput, resetPassword),
  disable: command("people.manage", personRef, disablePerson),
  enable: command("people.manage", personRef, enablePerson),
  revokeSession: command("people.manage", revokeSessionInput, revokeSession),
  revokeAllSessions: command("people.manage", personRef, revokeAllSessions),
});
