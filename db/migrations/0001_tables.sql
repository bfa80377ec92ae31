CREATE TABLE "audit_blocks" (
	"seq" integer PRIMARY KEY NOT NULL,
	"from_xid" bigint NOT NULL,
	"to_xid" bigint NOT NULL,
	"row_count" integer NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE "audit_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid NOT NULL,
	"session_id" uuid,
	"event" text NOT NULL,
	"noun" text NOT NULL,
	"record_id" uuid NOT NULL,
	"detail" jsonb NOT NULL,
	"operation_id" uuid,
	"xid" bigint NOT NULL
);

CREATE TABLE "budget_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"title" text NOT NULL,
	"folded" text DEFAULT '' NOT NULL,
	"year" integer NOT NULL,
	"document_id" uuid NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"posted_at" timestamp with time zone,
	CONSTRAINT "budget_decisions_id_place" UNIQUE("id","unit_id","province_id"),
	CONSTRAINT "budget_decision_status" CHECK ("budget_decisions"."status" in ('draft', 'submitted', 'returned', 'rejected', 'posted'))
);

CREATE TABLE "budget_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"project_id" uuid,
	"parent_id" uuid,
	"line_id" uuid NOT NULL,
	"source_code" text NOT NULL,
	"capital_code" text NOT NULL,
	"year" integer NOT NULL,
	"received" bigint DEFAULT 0 NOT NULL,
	"allocated_down" bigint DEFAULT 0 NOT NULL,
	"committed" bigint DEFAULT 0 NOT NULL,
	"paid" bigint DEFAULT 0 NOT NULL,
	"advanced" bigint DEFAULT 0 NOT NULL,
	"recovered" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "one_budget_line_per_holder_and_purpose" UNIQUE NULLS NOT DISTINCT("unit_id","project_id","line_id","source_code","capital_code","year"),
	CONSTRAINT "budget_lines_id_place" UNIQUE("id","unit_id","province_id"),
	CONSTRAINT "never_receive_less_than_nothing" CHECK ("budget_lines"."received" >= 0 and "budget_lines"."allocated_down" >= 0 and "budget_lines"."committed" >= 0),
	CONSTRAINT "never_allocate_or_commit_more_than_received" CHECK ("budget_lines"."allocated_down" + "budget_lines"."committed" <= "budget_lines"."received"),
	CONSTRAINT "never_pay_more_than_committed" CHECK ("budget_lines"."paid" + "budget_lines"."advanced" - "budget_lines"."recovered" <= "budget_lines"."committed"),
	CONSTRAINT "never_recover_more_than_advanced" CHECK ("budget_lines"."recovered" <= "budget_lines"."advanced" and "budget_lines"."paid" >= 0)
);

CREATE TABLE "budget_totals" (
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"source_code" text NOT NULL,
	"capital_code" text NOT NULL,
	"received" bigint DEFAULT 0 NOT NULL,
	"allocated_down" bigint DEFAULT 0 NOT NULL,
	"committed" bigint DEFAULT 0 NOT NULL,
	"paid" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "budget_totals_province_id_unit_id_year_source_code_capital_code_pk" PRIMARY KEY("province_id","unit_id","year","source_code","capital_code")
);

CREATE TABLE "budget_transfers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"decision_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_line_id" uuid,
	"to_unit_id" uuid,
	"to_project_id" uuid,
	"line_id" uuid NOT NULL,
	"source_code" text NOT NULL,
	"capital_code" text NOT NULL,
	"amount" bigint NOT NULL,
	"sort" integer NOT NULL,
	CONSTRAINT "transfer_kind" CHECK ("budget_transfers"."kind" in ('appropriation', 'allocation', 'adjustment', 'cancellation')),
	CONSTRAINT "transfer_amount_is_positive" CHECK ("budget_transfers"."amount" > 0)
);

CREATE TABLE "commitments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"budget_line_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"payee" text NOT NULL,
	"contract" text DEFAULT '' NOT NULL,
	"on_date" date NOT NULL,
	"document_id" uuid,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "commitment_is_positive" CHECK ("commitments"."amount" > 0)
);

CREATE TABLE "ledger_entries" (
	"id" uuid NOT NULL,
	"seq" bigserial NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_line_id" uuid,
	"to_line_id" uuid,
	"amount" bigint NOT NULL,
	"on_date" date NOT NULL,
	"decision_id" uuid,
	"commitment_id" uuid,
	"payment_id" uuid,
	"reverses_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"posted_by" uuid NOT NULL,
	"posted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_entries_id_pk" PRIMARY KEY("id"),
	CONSTRAINT "entry_reversed_once" UNIQUE("reverses_id"),
	CONSTRAINT "entry_kind" CHECK ("ledger_entries"."kind" in ('appropriation', 'allocation', 'adjustment', 'commitment', 'advance', 'payment', 'recovery', 'release', 'carry_over', 'cancellation', 'reversal')),
	CONSTRAINT "entry_amount_is_positive" CHECK ("ledger_entries"."amount" > 0),
	CONSTRAINT "entry_has_one_ground" CHECK (num_nonnulls("ledger_entries"."decision_id", "ledger_entries"."commitment_id", "ledger_entries"."payment_id") = 1),
	CONSTRAINT "entry_moves_between_two_lines" CHECK ("ledger_entries"."from_line_id" is distinct from "ledger_entries"."to_line_id"),
	CONSTRAINT "reversal_says_why" CHECK ("ledger_entries"."kind" <> 'reversal' or btrim("ledger_entries"."reason") <> '')
);

CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"budget_line_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"payee" text NOT NULL,
	"voucher" text NOT NULL,
	"on_date" date NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "voucher_once_per_line" UNIQUE("budget_line_id","voucher"),
	CONSTRAINT "payment_is_positive" CHECK ("payments"."amount" > 0)
);

CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"number" text NOT NULL,
	"number_folded" text NOT NULL,
	"kind" text NOT NULL,
	"issuer" text NOT NULL,
	"issuer_folded" text NOT NULL,
	"issued_on" date NOT NULL,
	"effective_on" date,
	"summary" text NOT NULL,
	"search_folded" text NOT NULL,
	"file_id" uuid,
	"registered_by" uuid,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_number_once_per_issuer_and_date" UNIQUE("issuer_folded","number_folded","issued_on"),
	CONSTRAINT "document_takes_effect_after_it_is_issued" CHECK ("documents"."effective_on" is null or "documents"."effective_on" >= "documents"."issued_on")
);

CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" "bytea" NOT NULL,
	"sent_sha256" "bytea" NOT NULL,
	"width" integer,
	"height" integer,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "files_id_unit" UNIQUE("id","unit_id","province_id")
);

CREATE TABLE "household_class_periods" (
	"id" uuid PRIMARY KEY NOT NULL,
	"household_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"standard_id" uuid NOT NULL,
	"class" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"round" text NOT NULL,
	"income_per_capita" bigint,
	"deprivations" text[] DEFAULT '{}' NOT NULL,
	"document_id" uuid,
	CONSTRAINT "class_period_class" CHECK ("household_class_periods"."class" in ('poor', 'near_poor', 'newly_escaped', 'average_standard', 'not_poor'))
);

CREATE TABLE "households" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"family_id" uuid NOT NULL,
	"split_from_id" uuid,
	"split_on" date,
	"code" text NOT NULL,
	"village_id" uuid,
	"address" text DEFAULT '' NOT NULL,
	"head_name" text NOT NULL,
	"folded" text NOT NULL,
	"ethnicity" text NOT NULL,
	"member_count" integer DEFAULT 0 NOT NULL,
	"phone" text,
	"foundation" text DEFAULT 'unknown' NOT NULL,
	"frame" text DEFAULT 'unknown' NOT NULL,
	"roof" text DEFAULT 'unknown' NOT NULL,
	"area" numeric(7, 2),
	"current_class" text,
	"provincial_class" text,
	"ended_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"registered_by" uuid,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "households_code" UNIQUE("code"),
	CONSTRAINT "households_id_place" UNIQUE("id","unit_id","province_id"),
	CONSTRAINT "households_id_family" UNIQUE("id","family_id"),
	CONSTRAINT "household_family_is_own_or_origin" CHECK (("households"."split_from_id" is null) = ("households"."family_id" = "households"."id")),
	CONSTRAINT "household_area_is_sane" CHECK ("households"."area" is null or ("households"."area" >= 0 and "households"."area" <= 2000))
);

CREATE TABLE "members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"household_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"name" text NOT NULL,
	"folded" text NOT NULL,
	"born_on" date NOT NULL,
	"sex" text NOT NULL,
	"relationship" text NOT NULL,
	"ethnicity" text NOT NULL,
	"identity_cipher" "bytea",
	"identity_hash" "bytea",
	"identity_tail" text,
	"ended_on" date,
	"end_reason" text,
	CONSTRAINT "member_identity_is_whole" CHECK (("members"."identity_cipher" is null) = ("members"."identity_hash" is null))
);

CREATE TABLE "supports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"household_id" uuid NOT NULL,
	"family_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"programme" text NOT NULL,
	"detail" text NOT NULL,
	"amount" bigint DEFAULT 0 NOT NULL,
	"loan" bigint DEFAULT 0 NOT NULL,
	"on_date" date NOT NULL,
	"project_id" uuid,
	"document_id" uuid,
	"recorded_by" uuid,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "support_kind" CHECK ("supports"."kind" in ('housing', 'livelihood', 'production', 'training', 'credit', 'insurance', 'education', 'relief', 'other')),
	CONSTRAINT "support_state" CHECK ("supports"."state" in ('planned', 'received', 'withdrawn')),
	CONSTRAINT "support_amount_is_not_negative" CHECK ("supports"."amount" >= 0 and "supports"."loan" >= 0)
);

CREATE TABLE "household_totals" (
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"class" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "household_totals_province_id_unit_id_class_pk" PRIMARY KEY("province_id","unit_id","class")
);

CREATE TABLE "indicator_values" (
	"id" uuid PRIMARY KEY NOT NULL,
	"indicator_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"period" text NOT NULL,
	"value" numeric(24, 4) NOT NULL,
	"value_to" numeric(24, 4),
	"qualifier" text NOT NULL,
	"source" text NOT NULL,
	"source_url" text DEFAULT '' NOT NULL,
	"published_on" date NOT NULL,
	"document_id" uuid,
	CONSTRAINT "published_once_per_source" UNIQUE("indicator_id","unit_id","period","published_on"),
	CONSTRAINT "value_qualifier" CHECK ("indicator_values"."qualifier" in ('exact', 'more_than', 'less_than', 'from_to'))
);

CREATE TABLE "indicators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"measure" jsonb NOT NULL,
	"direction" text NOT NULL,
	"counted_by" text,
	CONSTRAINT "indicators_code_unique" UNIQUE("code")
);

CREATE TABLE "action_files" (
	"action_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	CONSTRAINT "action_files_action_id_file_id_pk" PRIMARY KEY("action_id","file_id")
);

CREATE TABLE "corrective_actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"finding_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"text" text NOT NULL,
	"owner_role" text NOT NULL,
	"owner_unit_id" uuid NOT NULL,
	"due_on" date NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	"verified_by" uuid,
	"verified_at" timestamp with time zone,
	"refusal" text,
	CONSTRAINT "corrective_actions_id_place" UNIQUE("id","unit_id","province_id"),
	CONSTRAINT "answer_has_text_person_and_time" CHECK (num_nonnulls("corrective_actions"."answer", "corrective_actions"."answered_by", "corrective_actions"."answered_at") in (0, 3)),
	CONSTRAINT "verification_has_person_and_time" CHECK (("corrective_actions"."verified_at" is null) = ("corrective_actions"."verified_by" is null)),
	CONSTRAINT "only_an_answer_is_verified" CHECK ("corrective_actions"."verified_at" is null or "corrective_actions"."answered_at" is not null),
	CONSTRAINT "doer_never_verifies" CHECK ("corrective_actions"."verified_by" is distinct from "corrective_actions"."answered_by" or "corrective_actions"."verified_by" is null)
);

CREATE TABLE "finding_files" (
	"finding_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	CONSTRAINT "finding_files_finding_id_file_id_pk" PRIMARY KEY("finding_id","file_id")
);

CREATE TABLE "finding_releases" (
	"finding_id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"released_by" uuid NOT NULL,
	"released_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "release_says_why" CHECK (btrim("finding_releases"."reason") <> '')
);

CREATE TABLE "finding_withdrawals" (
	"finding_id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"withdrawn_by" uuid NOT NULL,
	"withdrawn_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "withdrawal_says_why" CHECK (btrim("finding_withdrawals"."reason") <> '')
);

CREATE TABLE "findings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"inspection_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"accuracy" real,
	"seen_at" timestamp with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	CONSTRAINT "findings_code" UNIQUE("code"),
	CONSTRAINT "findings_id_place" UNIQUE("id","unit_id","province_id"),
	CONSTRAINT "finding_severity" CHECK ("findings"."severity" in ('minor', 'corrective', 'serious')),
	CONSTRAINT "closure_has_time_and_person" CHECK (("findings"."closed_at" is null) = ("findings"."closed_by" is null)),
	CONSTRAINT "finding_place_is_on_earth" CHECK (("findings"."latitude" is null) = ("findings"."longitude" is null) and ("findings"."latitude" is null or ("findings"."latitude" between -90 and 90 and "findings"."longitude" between -180 and 180)))
);

CREATE TABLE "inspections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"code" text NOT NULL,
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"planned_on" date NOT NULL,
	"visited_on" date,
	"inspector_id" uuid NOT NULL,
	"conclusion" text DEFAULT '' NOT NULL,
	"concluded_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inspections_code" UNIQUE("code"),
	CONSTRAINT "inspections_id_place" UNIQUE("id","project_id","unit_id","province_id"),
	CONSTRAINT "inspections_id_inspector" UNIQUE("id","inspector_id"),
	CONSTRAINT "inspection_kind" CHECK ("inspections"."kind" in ('inspection', 'check', 'supervision', 'audit'))
);

CREATE TABLE "forbidden_pairs" (
	"role_a" text NOT NULL,
	"role_b" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "forbidden_pairs_role_a_role_b_pk" PRIMARY KEY("role_a","role_b"),
	CONSTRAINT "pair_is_ordered" CHECK ("forbidden_pairs"."role_a" < "forbidden_pairs"."role_b")
);

CREATE TABLE "grants" (
	"permission" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "grants_permission_role_pk" PRIMARY KEY("permission","role")
);

CREATE TABLE "operations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"command" text NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"outcome" jsonb,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operations_by_person" UNIQUE("id","person_id")
);

CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"name" text NOT NULL,
	"folded" text NOT NULL,
	"office" text DEFAULT '' NOT NULL,
	"password_hash" text NOT NULL,
	"must_change_password" boolean DEFAULT true NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE "role_assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"document_id" uuid,
	"assigned_by" uuid,
	"assigned_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_by" uuid,
	CONSTRAINT "assignment_role" CHECK ("role_assignments"."role" in ('clerk', 'leader', 'manager', 'finance', 'inspector', 'auditor', 'administrator')),
	CONSTRAINT "assignment_ends_after_it_starts" CHECK ("role_assignments"."valid_to" is null or "role_assignments"."valid_to" >= "role_assignments"."valid_from"),
	CONSTRAINT "assignment_is_not_to_oneself" CHECK ("role_assignments"."assigned_by" is distinct from "role_assignments"."person_id")
);

CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by" uuid,
	"device" text DEFAULT '' NOT NULL
);

CREATE TABLE "sign_in_tries" (
	"try_id" uuid NOT NULL,
	"key" "bytea" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sign_in_tries_key_try_id_pk" PRIMARY KEY("key","try_id")
);

CREATE TABLE "approval_route_steps" (
	"route_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"role" text NOT NULL,
	"at" text NOT NULL,
	"days" integer NOT NULL,
	CONSTRAINT "approval_route_steps_route_id_step_pk" PRIMARY KEY("route_id","step"),
	CONSTRAINT "route_starts_at_one" CHECK ("approval_route_steps"."step" >= 1)
);

CREATE TABLE "approval_routes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"province_id" uuid,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"document_id" uuid
);

CREATE TABLE "capital_kinds" (
	"code" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL
);

CREATE TABLE "codes" (
	"list" text NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"sort" integer NOT NULL,
	"measure" text,
	CONSTRAINT "codes_list_code_pk" PRIMARY KEY("list","code")
);

CREATE TABLE "fund_sources" (
	"code" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"budget" boolean NOT NULL,
	"sort" integer NOT NULL
);

CREATE TABLE "norms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"line_id" uuid NOT NULL,
	"work_kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"province_id" uuid,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"document_id" uuid,
	"unverified" boolean DEFAULT false NOT NULL,
	CONSTRAINT "norm_work_kind" CHECK ("norms"."work_kind" in ('new', 'repair')),
	CONSTRAINT "norm_is_positive" CHECK ("norms"."amount" > 0)
);

CREATE TABLE "programme_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"parent_id" uuid,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"kinds" text[] NOT NULL,
	"poor_districts_only" boolean DEFAULT false NOT NULL,
	"unverified" boolean DEFAULT false NOT NULL,
	"sort" integer NOT NULL,
	CONSTRAINT "programme_line_code" UNIQUE("programme_id","code")
);

CREATE TABLE "programmes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"province_id" uuid,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"document_id" uuid,
	"unverified" boolean DEFAULT false NOT NULL,
	CONSTRAINT "programmes_code_unique" UNIQUE("code")
);

CREATE TABLE "standard_indicators" (
	"standard_id" uuid NOT NULL,
	"code" text NOT NULL,
	"dimension" text NOT NULL,
	"name" jsonb NOT NULL,
	"sort" integer NOT NULL,
	CONSTRAINT "standard_indicators_standard_id_code_pk" PRIMARY KEY("standard_id","code")
);

CREATE TABLE "standards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"province_id" uuid,
	"rural_line" bigint NOT NULL,
	"urban_line" bigint NOT NULL,
	"min_deprivations" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"document_id" uuid,
	CONSTRAINT "standards_code_unique" UNIQUE("code")
);

CREATE TABLE "housing_details" (
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"kind" text DEFAULT 'housing' NOT NULL,
	"household_id" uuid NOT NULL,
	"work_kind" text NOT NULL,
	"bad_foundation" boolean NOT NULL,
	"bad_frame" boolean NOT NULL,
	"bad_roof" boolean NOT NULL,
	"area_before" numeric(7, 2),
	"design_area" numeric(7, 2),
	"decision_on" date,
	"norm_id" uuid,
	"norm_amount" bigint,
	"own_amount" bigint DEFAULT 0 NOT NULL,
	"hard_foundation" boolean DEFAULT false NOT NULL,
	"hard_frame" boolean DEFAULT false NOT NULL,
	"hard_roof" boolean DEFAULT false NOT NULL,
	"area_after" numeric(7, 2),
	"signature_file_id" uuid,
	"signed_on" date,
	CONSTRAINT "housing_details_project_id_pk" PRIMARY KEY("project_id"),
	CONSTRAINT "housing_details_are_of_housing" CHECK ("housing_details"."kind" = 'housing'),
	CONSTRAINT "housing_work_kind" CHECK ("housing_details"."work_kind" in ('new', 'repair'))
);

CREATE TABLE "housing_stage_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"reached_on" date NOT NULL,
	"photo_file_id" uuid NOT NULL,
	"reported_by" uuid NOT NULL,
	"reported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stage_once_per_house" UNIQUE("project_id","stage"),
	CONSTRAINT "housing_stage" CHECK ("housing_stage_reports"."stage" in ('foundation', 'frame', 'roof', 'completed'))
);

CREATE TABLE "infrastructure_details" (
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"kind" text DEFAULT 'infrastructure' NOT NULL,
	"sector" text NOT NULL,
	"start_point" text DEFAULT '' NOT NULL,
	"end_point" text DEFAULT '' NOT NULL,
	"investor" text NOT NULL,
	"contractor" text DEFAULT '' NOT NULL,
	"households_served" integer,
	"accepted_on" date,
	"acceptance_document_id" uuid,
	"handed_over_on" date,
	"handover_document_id" uuid,
	"in_operation_on" date,
	CONSTRAINT "infrastructure_details_project_id_pk" PRIMARY KEY("project_id"),
	CONSTRAINT "infrastructure_details_are_of_infrastructure" CHECK ("infrastructure_details"."kind" = 'infrastructure'),
	CONSTRAINT "operation_follows_handover" CHECK ("infrastructure_details"."in_operation_on" is null or "infrastructure_details"."handed_over_on" is not null),
	CONSTRAINT "handover_follows_acceptance" CHECK ("infrastructure_details"."handed_over_on" is null or "infrastructure_details"."accepted_on" is not null)
);

CREATE TABLE "livelihood_details" (
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"kind" text DEFAULT 'livelihood' NOT NULL,
	"type" text NOT NULL,
	"form" text NOT NULL,
	"organisation" text DEFAULT '' NOT NULL,
	"counterpart_amount" bigint DEFAULT 0 NOT NULL,
	"counterpart_note" text DEFAULT '' NOT NULL,
	"expected_income" bigint,
	"expected_jobs" integer,
	"product" text DEFAULT '' NOT NULL,
	CONSTRAINT "livelihood_details_project_id_pk" PRIMARY KEY("project_id"),
	CONSTRAINT "livelihood_details_are_of_livelihood" CHECK ("livelihood_details"."kind" = 'livelihood'),
	CONSTRAINT "livelihood_type" CHECK ("livelihood_details"."type" in ('livestock', 'crop', 'forestry', 'aquaculture', 'non_farm')),
	CONSTRAINT "livelihood_form" CHECK ("livelihood_details"."form" in ('group', 'cooperative', 'value_chain'))
);

CREATE TABLE "milestones" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"name" text NOT NULL,
	"planned_on" date NOT NULL,
	"actual_on" date,
	"sort" integer NOT NULL
);

CREATE TABLE "participations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"joined_on" date NOT NULL,
	"class_at_joining" text NOT NULL,
	"left_on" date
);

CREATE TABLE "progress_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"on_date" date NOT NULL,
	"progress" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"correction" boolean DEFAULT false NOT NULL,
	"reported_by" uuid NOT NULL,
	"reported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reported_progress_is_a_share" CHECK ("progress_reports"."progress" between 0 and 10000),
	CONSTRAINT "correction_says_why" CHECK (not "progress_reports"."correction" or "progress_reports"."note" <> '')
);

CREATE TABLE "project_documents" (
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	CONSTRAINT "project_documents_project_id_document_id_pk" PRIMARY KEY("project_id","document_id")
);

CREATE TABLE "project_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"caption" text DEFAULT '' NOT NULL,
	"taken_on" date,
	"attached_by" uuid NOT NULL,
	"attached_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "file_attached_once" UNIQUE("project_id","file_id"),
	CONSTRAINT "project_file_kind" CHECK ("project_files"."kind" in ('application', 'survey', 'minutes', 'decision', 'contract', 'acceptance', 'handover', 'photo', 'other'))
);

CREATE TABLE "project_inputs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"item" text NOT NULL,
	"quantity" numeric(14, 3) NOT NULL,
	"measure" text NOT NULL,
	"unit_price" bigint NOT NULL,
	"sort" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "input_quantity_is_positive" CHECK ("project_inputs"."quantity" > 0)
);

CREATE TABLE "project_paths" (
	"kind" text NOT NULL,
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	CONSTRAINT "project_paths_kind_from_status_to_status_pk" PRIMARY KEY("kind","from_status","to_status")
);

CREATE TABLE "project_places" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"sort" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "project_place_once" UNIQUE("project_id","place_id")
);

CREATE TABLE "project_quantities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"quantity" text NOT NULL,
	"least" numeric(14, 3) NOT NULL,
	"most" numeric(14, 3),
	"measure" text NOT NULL,
	"sort" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "quantity_range_rises" CHECK ("project_quantities"."most" is null or "project_quantities"."most" >= "project_quantities"."least")
);

CREATE TABLE "project_sources" (
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"source_code" text NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "project_sources_project_id_source_code_pk" PRIMARY KEY("project_id","source_code"),
	CONSTRAINT "source_amount_is_positive" CHECK ("project_sources"."amount" > 0)
);

CREATE TABLE "project_totals" (
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "project_totals_province_id_unit_id_year_kind_status_pk" PRIMARY KEY("province_id","unit_id","year","kind","status")
);

CREATE TABLE "project_versions" (
	"project_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"submitted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"approved_at" timestamp with time zone,
	CONSTRAINT "project_versions_project_id_version_pk" PRIMARY KEY("project_id","version")
);

CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"folded" text NOT NULL,
	"line_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"planned_start" date,
	"planned_end" date,
	"started_on" date,
	"completed_on" date,
	"progress" integer DEFAULT 0 NOT NULL,
	"total_amount" bigint DEFAULT 0 NOT NULL,
	"allocated_amount" bigint DEFAULT 0 NOT NULL,
	"committed_amount" bigint DEFAULT 0 NOT NULL,
	"paid_amount" bigint DEFAULT 0 NOT NULL,
	"place_names" text DEFAULT '' NOT NULL,
	"benefit" text DEFAULT '' NOT NULL,
	"decision_document_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"binned_at" timestamp with time zone,
	CONSTRAINT "projects_code" UNIQUE("code"),
	CONSTRAINT "projects_id_kind" UNIQUE("id","kind"),
	CONSTRAINT "projects_id_place" UNIQUE("id","unit_id","province_id"),
	CONSTRAINT "project_kind" CHECK ("projects"."kind" in ('livelihood', 'housing', 'infrastructure')),
	CONSTRAINT "project_status" CHECK ("projects"."status" in ('draft', 'submitted', 'returned', 'rejected', 'approved', 'in_progress', 'completed', 'in_operation', 'settled', 'cancelled')),
	CONSTRAINT "project_progress_is_a_share" CHECK ("projects"."progress" between 0 and 10000),
	CONSTRAINT "project_ends_after_it_starts" CHECK ("projects"."planned_end" is null or "projects"."planned_start" is null or "projects"."planned_end" >= "projects"."planned_start"),
	CONSTRAINT "project_completes_after_it_starts" CHECK ("projects"."completed_on" is null or "projects"."started_on" is null or "projects"."completed_on" >= "projects"."started_on"),
	CONSTRAINT "only_drafts_are_binned" CHECK ("projects"."binned_at" is null or "projects"."status" = 'draft')
);

CREATE TABLE "request_decisions" (
	"request_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"requested_by" uuid NOT NULL,
	"decided_by" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "step_is_decided_once" PRIMARY KEY("request_id","step"),
	CONSTRAINT "person_decides_a_request_once" UNIQUE("request_id","decided_by"),
	CONSTRAINT "decision_verdict" CHECK ("request_decisions"."verdict" in ('approve', 'return', 'reject')),
	CONSTRAINT "requester_never_decides" CHECK ("request_decisions"."decided_by" <> "request_decisions"."requested_by"),
	CONSTRAINT "return_and_reject_say_why" CHECK ("request_decisions"."verdict" = 'approve' or btrim("request_decisions"."reason") <> '')
);

CREATE TABLE "request_steps" (
	"request_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"role" text NOT NULL,
	"at_unit_id" uuid NOT NULL,
	"days" integer NOT NULL,
	CONSTRAINT "request_steps_request_id_step_pk" PRIMARY KEY("request_id","step")
);

CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"code" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"subject_version" integer NOT NULL,
	"title" text NOT NULL,
	"folded" text NOT NULL,
	"amount" bigint,
	"changes" jsonb NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"waiting_step" integer,
	"waiting_role" text,
	"waiting_unit_id" uuid,
	"waiting_since" timestamp with time zone,
	"due_on" date,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "requests_code" UNIQUE("code"),
	CONSTRAINT "requests_id_place" UNIQUE("id","unit_id","province_id"),
	CONSTRAINT "requests_id_requester" UNIQUE("id","requested_by"),
	CONSTRAINT "request_status" CHECK ("requests"."status" in ('open', 'approved', 'returned', 'rejected', 'withdrawn')),
	CONSTRAINT "open_request_waits_for_a_step" CHECK (("requests"."status" = 'open') = ("requests"."waiting_step" is not null))
);

CREATE TABLE "help_totals" (
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"class" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "help_totals_province_id_unit_id_year_class_pk" PRIMARY KEY("province_id","unit_id","year","class")
);

CREATE TABLE "household_help_years" (
	"household_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"province_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"class" text NOT NULL,
	CONSTRAINT "household_help_years_household_id_year_pk" PRIMARY KEY("household_id","year")
);

CREATE TABLE "levels" (
	"code" text PRIMARY KEY NOT NULL,
	"rank" integer NOT NULL,
	"name" jsonb NOT NULL,
	CONSTRAINT "levels_rank_unique" UNIQUE("rank")
);

CREATE TABLE "unit_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"scheme" text NOT NULL,
	"code" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date
);

CREATE TABLE "unit_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"predecessor_id" uuid NOT NULL,
	"successor_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"part" boolean DEFAULT false NOT NULL,
	"passed_code" boolean DEFAULT false NOT NULL,
	"household_share" numeric(9, 6),
	"population_share" numeric(9, 6),
	"area_share" numeric(9, 6),
	"document_id" uuid,
	"effective_on" date NOT NULL,
	"note" text,
	CONSTRAINT "unit_links_once" UNIQUE("predecessor_id","successor_id","effective_on"),
	CONSTRAINT "unit_link_kind" CHECK ("unit_links"."kind" in ('merged_into_new', 'absorbed_by', 'divided_into', 'carved_out_of', 'boundary_adjusted')),
	CONSTRAINT "unit_is_not_its_own_predecessor" CHECK ("unit_links"."predecessor_id" <> "unit_links"."successor_id")
);

CREATE TABLE "unit_reach" (
	"ancestor_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	CONSTRAINT "unit_reach_ancestor_id_unit_id_pk" PRIMARY KEY("ancestor_id","unit_id")
);

CREATE TABLE "unit_types" (
	"code" text PRIMARY KEY NOT NULL,
	"level_code" text NOT NULL,
	"name" jsonb NOT NULL,
	"prefix" jsonb NOT NULL
);

CREATE TABLE "unit_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"name" text NOT NULL,
	"folded" text NOT NULL,
	"type_code" text NOT NULL,
	"level_code" text NOT NULL,
	"parent_id" uuid,
	"province_id" uuid NOT NULL,
	"urban" boolean,
	"valid_from" date NOT NULL,
	"valid_from_known" boolean DEFAULT true NOT NULL,
	"valid_to" date,
	"document_id" uuid,
	CONSTRAINT "unit_version_ends_after_it_starts" CHECK ("unit_versions"."valid_to" is null or "unit_versions"."valid_to" > "unit_versions"."valid_from")
);

CREATE TABLE "units" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"folded" text NOT NULL,
	"type_code" text NOT NULL,
	"level_code" text NOT NULL,
	"parent_id" uuid,
	"province_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "units_id_province" UNIQUE("id","province_id")
);

ALTER TABLE "budget_decisions" ADD CONSTRAINT "budget_decisions_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_decisions" ADD CONSTRAINT "budget_decisions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_decisions" ADD CONSTRAINT "budget_decisions_unit_id_province_id_units_id_province_id_fk" FOREIGN KEY ("unit_id","province_id") REFERENCES "public"."units"("id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_parent_id_budget_lines_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_line_id_programme_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."programme_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_source_code_fund_sources_code_fk" FOREIGN KEY ("source_code") REFERENCES "public"."fund_sources"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_capital_code_capital_kinds_code_fk" FOREIGN KEY ("capital_code") REFERENCES "public"."capital_kinds"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_unit_id_province_id_units_id_province_id_fk" FOREIGN KEY ("unit_id","province_id") REFERENCES "public"."units"("id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_transfers" ADD CONSTRAINT "budget_transfers_from_line_id_budget_lines_id_fk" FOREIGN KEY ("from_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_transfers" ADD CONSTRAINT "budget_transfers_line_id_programme_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."programme_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_transfers" ADD CONSTRAINT "budget_transfers_source_code_fund_sources_code_fk" FOREIGN KEY ("source_code") REFERENCES "public"."fund_sources"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_transfers" ADD CONSTRAINT "budget_transfers_capital_code_capital_kinds_code_fk" FOREIGN KEY ("capital_code") REFERENCES "public"."capital_kinds"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "budget_transfers" ADD CONSTRAINT "budget_transfers_decision" FOREIGN KEY ("decision_id","unit_id","province_id") REFERENCES "public"."budget_decisions"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_budget_line_id_budget_lines_id_fk" FOREIGN KEY ("budget_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_from_line_id_budget_lines_id_fk" FOREIGN KEY ("from_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_to_line_id_budget_lines_id_fk" FOREIGN KEY ("to_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_decision_id_budget_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."budget_decisions"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_posted_by_people_id_fk" FOREIGN KEY ("posted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "payments" ADD CONSTRAINT "payments_budget_line_id_budget_lines_id_fk" FOREIGN KEY ("budget_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "payments" ADD CONSTRAINT "payments_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "payments" ADD CONSTRAINT "payments_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "documents" ADD CONSTRAINT "documents_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "documents" ADD CONSTRAINT "documents_registered_by_people_id_fk" FOREIGN KEY ("registered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "documents" ADD CONSTRAINT "documents_unit_id_province_id_units_id_province_id_fk" FOREIGN KEY ("unit_id","province_id") REFERENCES "public"."units"("id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "files" ADD CONSTRAINT "files_uploaded_by_people_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "files" ADD CONSTRAINT "files_unit_id_province_id_units_id_province_id_fk" FOREIGN KEY ("unit_id","province_id") REFERENCES "public"."units"("id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "household_class_periods" ADD CONSTRAINT "household_class_periods_standard_id_standards_id_fk" FOREIGN KEY ("standard_id") REFERENCES "public"."standards"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "household_class_periods" ADD CONSTRAINT "household_class_periods_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "household_class_periods" ADD CONSTRAINT "class_periods_household" FOREIGN KEY ("household_id","unit_id","province_id") REFERENCES "public"."households"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "households" ADD CONSTRAINT "households_village_id_units_id_fk" FOREIGN KEY ("village_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "households" ADD CONSTRAINT "households_registered_by_people_id_fk" FOREIGN KEY ("registered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "households" ADD CONSTRAINT "households_unit_id_province_id_units_id_province_id_fk" FOREIGN KEY ("unit_id","province_id") REFERENCES "public"."units"("id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "households" ADD CONSTRAINT "household_split_keeps_family" FOREIGN KEY ("split_from_id","family_id") REFERENCES "public"."households"("id","family_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "members" ADD CONSTRAINT "members_household" FOREIGN KEY ("household_id","unit_id","province_id") REFERENCES "public"."households"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "supports" ADD CONSTRAINT "supports_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "supports" ADD CONSTRAINT "supports_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "supports" ADD CONSTRAINT "supports_household" FOREIGN KEY ("household_id","unit_id","province_id") REFERENCES "public"."households"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "supports" ADD CONSTRAINT "supports_family" FOREIGN KEY ("household_id","family_id") REFERENCES "public"."households"("id","family_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "indicator_values" ADD CONSTRAINT "indicator_values_indicator_id_indicators_id_fk" FOREIGN KEY ("indicator_id") REFERENCES "public"."indicators"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "indicator_values" ADD CONSTRAINT "indicator_values_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "indicator_values" ADD CONSTRAINT "indicator_values_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "action_files" ADD CONSTRAINT "action_files_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "action_files" ADD CONSTRAINT "action_files_action" FOREIGN KEY ("action_id","unit_id","province_id") REFERENCES "public"."corrective_actions"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "corrective_actions" ADD CONSTRAINT "corrective_actions_owner_unit_id_units_id_fk" FOREIGN KEY ("owner_unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "corrective_actions" ADD CONSTRAINT "corrective_actions_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "corrective_actions" ADD CONSTRAINT "corrective_actions_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "corrective_actions" ADD CONSTRAINT "corrective_actions_verified_by_people_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "corrective_actions" ADD CONSTRAINT "corrective_actions_finding" FOREIGN KEY ("finding_id","unit_id","province_id") REFERENCES "public"."findings"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "finding_files" ADD CONSTRAINT "finding_files_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "finding_files" ADD CONSTRAINT "finding_files_finding" FOREIGN KEY ("finding_id","unit_id","province_id") REFERENCES "public"."findings"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "finding_releases" ADD CONSTRAINT "finding_releases_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "finding_releases" ADD CONSTRAINT "finding_releases_released_by_people_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "finding_releases" ADD CONSTRAINT "finding_releases_finding" FOREIGN KEY ("finding_id","unit_id","province_id") REFERENCES "public"."findings"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "finding_withdrawals" ADD CONSTRAINT "finding_withdrawals_withdrawn_by_people_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "finding_withdrawals" ADD CONSTRAINT "finding_withdrawals_finding" FOREIGN KEY ("finding_id","unit_id","province_id") REFERENCES "public"."findings"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "findings" ADD CONSTRAINT "findings_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "findings" ADD CONSTRAINT "findings_closed_by_people_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "findings" ADD CONSTRAINT "findings_inspection" FOREIGN KEY ("inspection_id","project_id","unit_id","province_id") REFERENCES "public"."inspections"("id","project_id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_inspector_id_people_id_fk" FOREIGN KEY ("inspector_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_assigned_by_people_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_ended_by_people_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_unit_id_province_id_units_id_province_id_fk" FOREIGN KEY ("unit_id","province_id") REFERENCES "public"."units"("id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_revoked_by_people_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "approval_route_steps" ADD CONSTRAINT "approval_route_steps_route_id_approval_routes_id_fk" FOREIGN KEY ("route_id") REFERENCES "public"."approval_routes"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "approval_routes" ADD CONSTRAINT "approval_routes_province_id_units_id_fk" FOREIGN KEY ("province_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "approval_routes" ADD CONSTRAINT "approval_routes_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "norms" ADD CONSTRAINT "norms_line_id_programme_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."programme_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "norms" ADD CONSTRAINT "norms_province_id_units_id_fk" FOREIGN KEY ("province_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "norms" ADD CONSTRAINT "norms_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "programme_lines" ADD CONSTRAINT "programme_lines_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "programmes" ADD CONSTRAINT "programmes_province_id_units_id_fk" FOREIGN KEY ("province_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "programmes" ADD CONSTRAINT "programmes_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "standard_indicators" ADD CONSTRAINT "standard_indicators_standard_id_standards_id_fk" FOREIGN KEY ("standard_id") REFERENCES "public"."standards"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "standards" ADD CONSTRAINT "standards_province_id_units_id_fk" FOREIGN KEY ("province_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "standards" ADD CONSTRAINT "standards_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "housing_details" ADD CONSTRAINT "housing_details_signature_file_id_files_id_fk" FOREIGN KEY ("signature_file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "housing_details" ADD CONSTRAINT "housing_details_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "housing_details" ADD CONSTRAINT "housing_details_kind" FOREIGN KEY ("project_id","kind") REFERENCES "public"."projects"("id","kind") ON DELETE no action ON UPDATE no action;
ALTER TABLE "housing_details" ADD CONSTRAINT "housing_household_lives_in_the_unit" FOREIGN KEY ("household_id","unit_id","province_id") REFERENCES "public"."households"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "housing_stage_reports" ADD CONSTRAINT "housing_stage_reports_photo_file_id_files_id_fk" FOREIGN KEY ("photo_file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "housing_stage_reports" ADD CONSTRAINT "housing_stage_reports_reported_by_people_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "housing_stage_reports" ADD CONSTRAINT "stage_reports_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "infrastructure_details" ADD CONSTRAINT "infrastructure_details_acceptance_document_id_documents_id_fk" FOREIGN KEY ("acceptance_document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "infrastructure_details" ADD CONSTRAINT "infrastructure_details_handover_document_id_documents_id_fk" FOREIGN KEY ("handover_document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "infrastructure_details" ADD CONSTRAINT "infrastructure_details_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "infrastructure_details" ADD CONSTRAINT "infrastructure_details_kind" FOREIGN KEY ("project_id","kind") REFERENCES "public"."projects"("id","kind") ON DELETE no action ON UPDATE no action;
ALTER TABLE "livelihood_details" ADD CONSTRAINT "livelihood_details_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "livelihood_details" ADD CONSTRAINT "livelihood_details_kind" FOREIGN KEY ("project_id","kind") REFERENCES "public"."projects"("id","kind") ON DELETE no action ON UPDATE no action;
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "participations" ADD CONSTRAINT "participations_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "participations" ADD CONSTRAINT "participations_household" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "progress_reports" ADD CONSTRAINT "progress_reports_reported_by_people_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "progress_reports" ADD CONSTRAINT "progress_reports_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_documents" ADD CONSTRAINT "project_documents_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_documents" ADD CONSTRAINT "project_documents_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_files" ADD CONSTRAINT "project_files_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_files" ADD CONSTRAINT "project_files_attached_by_people_id_fk" FOREIGN KEY ("attached_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_files" ADD CONSTRAINT "project_files_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_inputs" ADD CONSTRAINT "project_inputs_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_places" ADD CONSTRAINT "project_places_place_id_units_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_places" ADD CONSTRAINT "project_places_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_quantities" ADD CONSTRAINT "project_quantities_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_sources" ADD CONSTRAINT "project_sources_source_code_fund_sources_code_fk" FOREIGN KEY ("source_code") REFERENCES "public"."fund_sources"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_sources" ADD CONSTRAINT "project_sources_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_versions" ADD CONSTRAINT "project_versions_project" FOREIGN KEY ("project_id","unit_id","province_id") REFERENCES "public"."projects"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "projects" ADD CONSTRAINT "projects_line_id_programme_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."programme_lines"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "projects" ADD CONSTRAINT "projects_decision_document_id_documents_id_fk" FOREIGN KEY ("decision_document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "projects" ADD CONSTRAINT "projects_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "projects" ADD CONSTRAINT "projects_unit_id_province_id_units_id_province_id_fk" FOREIGN KEY ("unit_id","province_id") REFERENCES "public"."units"("id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "request_decisions" ADD CONSTRAINT "request_decisions_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "request_decisions" ADD CONSTRAINT "request_decisions_step" FOREIGN KEY ("request_id","step") REFERENCES "public"."request_steps"("request_id","step") ON DELETE no action ON UPDATE no action;
ALTER TABLE "request_decisions" ADD CONSTRAINT "request_decisions_requester" FOREIGN KEY ("request_id","requested_by") REFERENCES "public"."requests"("id","requested_by") ON DELETE no action ON UPDATE no action;
ALTER TABLE "request_decisions" ADD CONSTRAINT "request_decisions_request" FOREIGN KEY ("request_id","unit_id","province_id") REFERENCES "public"."requests"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "request_steps" ADD CONSTRAINT "request_steps_request" FOREIGN KEY ("request_id","unit_id","province_id") REFERENCES "public"."requests"("id","unit_id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "requests" ADD CONSTRAINT "requests_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "requests" ADD CONSTRAINT "requests_unit_id_province_id_units_id_province_id_fk" FOREIGN KEY ("unit_id","province_id") REFERENCES "public"."units"("id","province_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "household_help_years" ADD CONSTRAINT "help_years_household" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_codes" ADD CONSTRAINT "unit_codes_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_links" ADD CONSTRAINT "unit_links_predecessor_id_units_id_fk" FOREIGN KEY ("predecessor_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_links" ADD CONSTRAINT "unit_links_successor_id_units_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_reach" ADD CONSTRAINT "unit_reach_ancestor_id_units_id_fk" FOREIGN KEY ("ancestor_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_reach" ADD CONSTRAINT "unit_reach_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_types" ADD CONSTRAINT "unit_types_level_code_levels_code_fk" FOREIGN KEY ("level_code") REFERENCES "public"."levels"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_versions" ADD CONSTRAINT "unit_versions_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_versions" ADD CONSTRAINT "unit_versions_type_code_unit_types_code_fk" FOREIGN KEY ("type_code") REFERENCES "public"."unit_types"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_versions" ADD CONSTRAINT "unit_versions_level_code_levels_code_fk" FOREIGN KEY ("level_code") REFERENCES "public"."levels"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_versions" ADD CONSTRAINT "unit_versions_parent_id_units_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "units" ADD CONSTRAINT "units_type_code_unit_types_code_fk" FOREIGN KEY ("type_code") REFERENCES "public"."unit_types"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "units" ADD CONSTRAINT "units_level_code_levels_code_fk" FOREIGN KEY ("level_code") REFERENCES "public"."levels"("code") ON DELETE no action ON UPDATE no action;
CREATE INDEX "audit_by_record" ON "audit_events" USING btree ("record_id","id");
CREATE INDEX "audit_by_person" ON "audit_events" USING btree ("person_id","id");
CREATE INDEX "audit_by_province" ON "audit_events" USING btree ("province_id","id");
CREATE INDEX "audit_by_xid" ON "audit_events" USING btree ("xid");
CREATE INDEX "budget_decisions_by_province" ON "budget_decisions" USING btree ("province_id","year");
CREATE INDEX "budget_lines_by_province" ON "budget_lines" USING btree ("province_id","year","unit_id");
CREATE INDEX "budget_lines_by_project" ON "budget_lines" USING btree ("project_id");
CREATE INDEX "budget_lines_by_parent" ON "budget_lines" USING btree ("parent_id");
CREATE INDEX "budget_transfers_by_decision" ON "budget_transfers" USING btree ("decision_id","sort");
CREATE INDEX "commitments_by_project" ON "commitments" USING btree ("project_id");
CREATE INDEX "ledger_entries_from" ON "ledger_entries" USING btree ("from_line_id");
CREATE INDEX "ledger_entries_to" ON "ledger_entries" USING btree ("to_line_id");
CREATE INDEX "ledger_entries_by_decision" ON "ledger_entries" USING btree ("decision_id");
CREATE INDEX "payments_by_project" ON "payments" USING btree ("project_id");
CREATE INDEX "documents_by_date" ON "documents" USING btree ("issued_on");
CREATE INDEX "documents_by_file" ON "documents" USING btree ("file_id");
CREATE INDEX "class_periods_by_household" ON "household_class_periods" USING btree ("household_id");
CREATE INDEX "households_list" ON "households" USING btree ("province_id","current_class","folded","id","unit_id") WHERE "households"."ended_on" is null;
CREATE INDEX "households_by_unit" ON "households" USING btree ("unit_id","current_class","folded","id","province_id") WHERE "households"."ended_on" is null;
CREATE INDEX "households_by_name" ON "households" USING btree ("folded","id","province_id","unit_id","current_class") WHERE "households"."ended_on" is null;
CREATE INDEX "households_by_family" ON "households" USING btree ("family_id");
CREATE UNIQUE INDEX "person_in_one_household" ON "members" USING btree ("identity_hash") WHERE "members"."ended_on" is null;
CREATE INDEX "members_by_household" ON "members" USING btree ("household_id");
CREATE INDEX "members_by_tail" ON "members" USING btree ("identity_tail") WHERE "members"."ended_on" is null;
CREATE UNIQUE INDEX "one_housing_support_per_family" ON "supports" USING btree ("family_id") WHERE "supports"."kind" = 'housing' and "supports"."state" <> 'withdrawn';
CREATE INDEX "supports_by_household" ON "supports" USING btree ("household_id");
CREATE INDEX "supports_by_project" ON "supports" USING btree ("project_id");
CREATE INDEX "supports_planned" ON "supports" USING btree ("household_id") WHERE "supports"."state" = 'planned';
CREATE INDEX "indicator_values_by_unit" ON "indicator_values" USING btree ("unit_id","indicator_id");
CREATE INDEX "action_files_by_file" ON "action_files" USING btree ("file_id");
CREATE INDEX "corrective_actions_by_finding" ON "corrective_actions" USING btree ("finding_id");
CREATE INDEX "corrective_actions_open" ON "corrective_actions" USING btree ("owner_unit_id","due_on") WHERE "corrective_actions"."verified_at" is null;
CREATE INDEX "finding_files_by_file" ON "finding_files" USING btree ("file_id");
CREATE INDEX "findings_by_inspection" ON "findings" USING btree ("inspection_id");
CREATE INDEX "findings_open" ON "findings" USING btree ("province_id","unit_id","recorded_at") WHERE "findings"."closed_at" is null;
CREATE INDEX "findings_by_project" ON "findings" USING btree ("project_id");
CREATE INDEX "inspections_by_project" ON "inspections" USING btree ("project_id");
CREATE INDEX "inspections_by_province" ON "inspections" USING btree ("province_id","planned_on");
CREATE INDEX "inspections_by_inspector" ON "inspections" USING btree ("inspector_id","planned_on");
CREATE UNIQUE INDEX "people_username" ON "people" USING btree (lower("username"));
CREATE INDEX "role_assignments_by_person" ON "role_assignments" USING btree ("person_id");
CREATE INDEX "role_assignments_by_unit" ON "role_assignments" USING btree ("unit_id","role");
CREATE INDEX "sessions_by_person" ON "sessions" USING btree ("person_id");
CREATE INDEX "sign_in_tries_by_time" ON "sign_in_tries" USING btree ("at");
CREATE INDEX "standards_by_date" ON "standards" USING btree ("valid_from");
CREATE INDEX "housing_details_by_household" ON "housing_details" USING btree ("household_id");
CREATE INDEX "milestones_by_project" ON "milestones" USING btree ("project_id");
CREATE UNIQUE INDEX "household_joins_a_model_once" ON "participations" USING btree ("project_id","household_id");
CREATE INDEX "participations_by_household" ON "participations" USING btree ("household_id");
CREATE INDEX "progress_reports_by_project" ON "progress_reports" USING btree ("project_id","on_date");
CREATE INDEX "project_inputs_by_project" ON "project_inputs" USING btree ("project_id");
CREATE INDEX "project_places_by_place" ON "project_places" USING btree ("place_id");
CREATE INDEX "project_quantities_by_project" ON "project_quantities" USING btree ("project_id");
CREATE INDEX "projects_list" ON "projects" USING btree ("province_id","kind","status","year");
CREATE INDEX "projects_by_unit" ON "projects" USING btree ("unit_id","kind","status");
CREATE UNIQUE INDEX "one_open_request_per_subject" ON "requests" USING btree ("subject_id") WHERE "requests"."status" = 'open';
CREATE INDEX "requests_inbox" ON "requests" USING btree ("waiting_role","waiting_unit_id") WHERE "requests"."status" = 'open';
CREATE INDEX "requests_by_subject" ON "requests" USING btree ("subject_id");
CREATE INDEX "requests_by_requester" ON "requests" USING btree ("requested_by","status");
CREATE INDEX "help_years_by_place" ON "household_help_years" USING btree ("province_id","year","unit_id");
CREATE INDEX "unit_codes_by_unit" ON "unit_codes" USING btree ("unit_id");
CREATE INDEX "unit_codes_by_code" ON "unit_codes" USING btree ("scheme","code");
CREATE INDEX "unit_links_by_successor" ON "unit_links" USING btree ("successor_id");
CREATE INDEX "unit_reach_by_unit" ON "unit_reach" USING btree ("unit_id");
CREATE INDEX "unit_versions_by_unit" ON "unit_versions" USING btree ("unit_id");
CREATE INDEX "unit_versions_by_parent" ON "unit_versions" USING btree ("parent_id");
CREATE INDEX "units_by_parent" ON "units" USING btree ("parent_id");
CREATE INDEX "units_by_province" ON "units" USING btree ("province_id","level_code");