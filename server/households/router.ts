import { allowed, command, router } from "../trpc";
import { editHousehold, endHousehold, registerHousehold, splitHousehold } from "./commands/household";
import { addMember, changeHead, editMember, endMember, revealIdentity } from "./commands/members";
import {
  addMemberInput,
  changeHeadInput,
  editHouseholdInput,
  editMemberInput,
  endHouseholdInput,
  endMemberInput,
  householdRef,
  listHouseholdsInput,
  registerHouseholdInput,
  revealIdentityInput,
  searchHouseholdsInput,
  splitHouseholdInput,
  unitRoundsInput,
} from "./inputs";
import { listHouseholds, searchHouseholds } from "./queries";
import { getHousehold, householdChoices, householdForm } from "./record-queries";
import { unitRounds } from "./round-queries";

export const householdsRouter = router({
  list: allowed("households.read")
    .input(listHouseholdsInput)
    .query(({ ctx, input }) => listHouseholds(ctx.tx, ctx.scope, input)),
  search: allowed("households.read")
    .input(searchHouseholdsInput)
    .query(({ ctx, input }) => searchHouseholds(ctx.tx, ctx.scope, input)),
  get: allowed("households.read")
    .input(householdRef)
    .query(({ ctx, input }) => getHousehold(ctx.tx, ctx.scope, input.id)),
  rounds: allowed("households.read")
    .input(unitRoundsInput)
    .query(({ ctx, input }) => unitRounds(ctx.tx, ctx.scope, input)),
  choices: allowed("households.write").query(({ ctx }) => householdChoices(ctx.tx, ctx.scope)),
  form: allowed("households.write")
    .input(householdRef)
    .query(({ ctx, input }) => householdForm(ctx.tx, ctx.scope, input.id)),
  reveal: allowed("households.reveal")
    .input(revealIdentityInput)
    .mutation(({ ctx, input }) => revealIdentity(ctx.tx, ctx.scope, input)),
  register: command("households.write", registerHouseholdInput, registerHousehold),
  edit: command("households.write", editHouseholdInput, editHousehold),
  end: command("households.write", endHouseholdInput, endHousehold),
  addMember: command("households.write", addMemberInput, addMember),
  editMember: command("households.write", editMemberInput, editMember),
  endMember: command("households.write", endMemberInput, endMember),
  changeHead: command("households.write", changeHeadInput, changeHead),
  split: command("households.write", splitHouseholdInput, splitHousehold),
});
