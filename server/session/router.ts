import { ownCommand, ownQuery, router } from "../trpc";
import { changePassword, revokeOwnSession } from "./commands";
import { changePasswordInput, sessionRef } from "./inputs";
import { frame, ownAccount } from "./queries";

export const sessionRouter = router({
  frame: ownQuery(true).query(({ ctx }) => frame(ctx.tx, ctx.scope)),
  mine: ownQuery().query(({ ctx }) => ownAccount(ctx.tx, ctx.scope)),
  revokeOwn: ownCommand(sessionRef, revokeOwnSession),
  changePassword: ownCommand(changePasswordInput, changePassword, { beforePasswordChange: true }),
});
