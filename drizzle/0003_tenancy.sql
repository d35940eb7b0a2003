CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_id" text,
	"actor_name" text,
	"action" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text
);
--> statement-breakpoint
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"noun" text NOT NULL,
	"row_id" text NOT NULL,
	"change" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organization_role" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"role" text NOT NULL,
	"permission" text NOT NULL,
	"created_at" timestamp DEFAULT now() NOT NULL,
	"updated_at" timestamp
);
--> statement-breakpoint
ALTER TABLE "organization_role" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "email_domain" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"domain" text NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	"code_hash" text,
	"code_expires_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "email_domain_organization_id_domain" UNIQUE("organization_id","domain")
);
--> statement-breakpoint
ALTER TABLE "email_domain" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "former_slug" (
	"slug" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "former_slug" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "join_link" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"role" text NOT NULL,
	"team_id" text,
	"max_uses" integer NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "join_link_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "join_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "project" DROP CONSTRAINT "project_organization_id_name";--> statement-breakpoint
DROP INDEX "project_organization_id_created_at";--> statement-breakpoint
ALTER TABLE "project" ALTER COLUMN "created_at" SET DATA TYPE timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "project" ALTER COLUMN "created_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "website" text;--> statement-breakpoint
ALTER TABLE "project" ADD COLUMN "team_id" text;--> statement-breakpoint
ALTER TABLE "project" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "project" ADD COLUMN "archived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_role" ADD CONSTRAINT "organization_role_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_domain" ADD CONSTRAINT "email_domain_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_slug" ADD CONSTRAINT "former_slug_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_link" ADD CONSTRAINT "join_link_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_link" ADD CONSTRAINT "join_link_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_link" ADD CONSTRAINT "join_link_team" FOREIGN KEY ("organization_id","team_id") REFERENCES "public"."team"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_organization_id_id" ON "audit" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "audit_change_organization_id_id" ON "audit_change" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "organizationRole_organizationId_idx" ON "organization_role" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "organizationRole_role_idx" ON "organization_role" USING btree ("role");--> statement-breakpoint
CREATE UNIQUE INDEX "email_domain_verified" ON "email_domain" USING btree ("domain") WHERE verified;--> statement-breakpoint
CREATE INDEX "former_slug_organization_id" ON "former_slug" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "join_link_organization_id" ON "join_link" USING btree ("organization_id","created_at");--> statement-breakpoint
CREATE INDEX "join_link_created_by" ON "join_link" USING btree ("created_by");--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_team" FOREIGN KEY ("organization_id","team_id") REFERENCES "public"."team"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "project_organization_id_created_at" ON "project" USING btree ("organization_id","created_at","id");--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_organization_id_team_id_name" UNIQUE NULLS NOT DISTINCT("organization_id","team_id","name");--> statement-breakpoint
CREATE POLICY "tenant_title" ON "member" AS PERMISSIVE FOR UPDATE TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), '') and user_id = nullif(current_setting('app.user_id', true), '')) WITH CHECK (organization_id = nullif(current_setting('app.organization_id', true), '') and user_id = nullif(current_setting('app.user_id', true), ''));--> statement-breakpoint
CREATE POLICY "tenant_select" ON "audit" AS PERMISSIVE FOR SELECT TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "tenant_insert" ON "audit" AS PERMISSIVE FOR INSERT TO "tenant" WITH CHECK (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "owner" ON "audit" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "audit_change" AS PERMISSIVE FOR SELECT TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "owner" ON "audit_change" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app" ON "organization_role" AS PERMISSIVE FOR ALL TO "app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "owner" ON "organization_role" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "organization_role" AS PERMISSIVE FOR SELECT TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "app" ON "email_domain" AS PERMISSIVE FOR ALL TO "app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "email_domain" AS PERMISSIVE FOR ALL TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), '')) WITH CHECK (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "owner" ON "email_domain" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app" ON "former_slug" AS PERMISSIVE FOR ALL TO "app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "former_slug" AS PERMISSIVE FOR SELECT TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "owner" ON "former_slug" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app" ON "join_link" AS PERMISSIVE FOR ALL TO "app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "join_link" AS PERMISSIVE FOR ALL TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), '')) WITH CHECK (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "owner" ON "join_link" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER POLICY "tenant" ON "project" TO tenant USING (organization_id = nullif(current_setting('app.organization_id', true), '') and (project.team_id is null
  or current_setting('app.oversees', true) = 'on'
  or exists (select 1 from team_member where team_member.team_id = project.team_id and team_member.user_id = nullif(current_setting('app.user_id', true), '')))) WITH CHECK (organization_id = nullif(current_setting('app.organization_id', true), '') and (project.team_id is null
  or current_setting('app.oversees', true) = 'on'
  or exists (select 1 from team_member where team_member.team_id = project.team_id and team_member.user_id = nullif(current_setting('app.user_id', true), ''))));