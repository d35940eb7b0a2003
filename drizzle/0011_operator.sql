CREATE TABLE "audit_head" (
	"organization_id" text,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	"trimmed_seq" bigint DEFAULT 0 NOT NULL,
	"trimmed_hash" text DEFAULT '' NOT NULL,
	CONSTRAINT "audit_head_organization_id" UNIQUE NULLS NOT DISTINCT("organization_id")
);
--> statement-breakpoint
ALTER TABLE "audit_head" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_link" (
	"audit_id" bigint PRIMARY KEY NOT NULL,
	"organization_id" text,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_link_organization_id_seq" UNIQUE NULLS NOT DISTINCT("organization_id","seq")
);
--> statement-breakpoint
ALTER TABLE "audit_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "impersonation" (
	"session_id" text PRIMARY KEY NOT NULL,
	"operator_id" text NOT NULL,
	"operator_name" text NOT NULL,
	"user_id" text NOT NULL,
	"user_name" text NOT NULL,
	"reason" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"writes_since" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "organization_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "transaction_id" bigint DEFAULT (pg_current_xact_id()::text)::bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "actor_role" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "impersonator_id" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "impersonator_name" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "session_id" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "user_agent" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "subject_id" text;--> statement-breakpoint
ALTER TABLE "audit_change" ADD COLUMN "transaction_id" bigint DEFAULT (pg_current_xact_id()::text)::bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "suspended_at" timestamp;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "suspended_why" text;--> statement-breakpoint
ALTER TABLE "billing_account" ADD COLUMN "granted_plan" text;--> statement-breakpoint
ALTER TABLE "billing_account" ADD COLUMN "granted_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "impersonation_user_id" ON "impersonation" USING btree ("user_id","started_at");--> statement-breakpoint
CREATE INDEX "audit_organization_id_action" ON "audit" USING btree ("organization_id","action","id");--> statement-breakpoint
CREATE INDEX "audit_organization_id_actor_id" ON "audit" USING btree ("organization_id","actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_actor_id" ON "audit" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_subject_id" ON "audit" USING btree ("subject_id","id");--> statement-breakpoint
CREATE POLICY "app_insert" ON "audit" AS PERMISSIVE FOR INSERT TO "app" WITH CHECK (organization_id is null);--> statement-breakpoint
CREATE POLICY "auditor" ON "audit" AS PERMISSIVE FOR SELECT TO "auditor" USING (true);--> statement-breakpoint
CREATE POLICY "auditor" ON "audit_change" AS PERMISSIVE FOR SELECT TO "auditor" USING (true);--> statement-breakpoint
CREATE POLICY "auditor" ON "audit_head" AS PERMISSIVE FOR SELECT TO "auditor" USING (true);--> statement-breakpoint
CREATE POLICY "owner" ON "audit_head" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "auditor" ON "audit_link" AS PERMISSIVE FOR SELECT TO "auditor" USING (true);--> statement-breakpoint
CREATE POLICY "owner" ON "audit_link" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);