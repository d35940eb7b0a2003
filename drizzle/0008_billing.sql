CREATE TABLE "subscription" (
	"id" text PRIMARY KEY NOT NULL,
	"plan" text NOT NULL,
	"reference_id" text NOT NULL,
	"stripe_customer_id" text,
	"stripe_subscription_id" text,
	"status" text DEFAULT 'incomplete' NOT NULL,
	"period_start" timestamp,
	"period_end" timestamp,
	"trial_start" timestamp,
	"trial_end" timestamp,
	"cancel_at_period_end" boolean DEFAULT false,
	"cancel_at" timestamp,
	"canceled_at" timestamp,
	"ended_at" timestamp,
	"seats" integer,
	"billing_interval" text,
	"stripe_schedule_id" text
);
--> statement-breakpoint
ALTER TABLE "subscription" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "billing_account" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"busy_until" timestamp with time zone,
	"checkout_id" text,
	"past_due_since" timestamp with time zone,
	"payment_method" text,
	"next_plan" text,
	"next_interval" text,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "billing_account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "billing_drift" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "billing_drift_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"subscription_id" text,
	"found" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "billing_drift" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stripe_event" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"customer_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deliveries" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"worked_at" timestamp with time zone,
	"payload" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trial" (
	"subscription_id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text,
	"started_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "trial" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "stripe_customer_id" text;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "stripe_customer_id" text;--> statement-breakpoint
ALTER TABLE "billing_account" ADD CONSTRAINT "billing_account_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_drift" ADD CONSTRAINT "billing_drift_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "billing_drift_organization_id" ON "billing_drift" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "stripe_event_customer_id" ON "stripe_event" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "stripe_event_state" ON "stripe_event" USING btree ("state","received_at");--> statement-breakpoint
CREATE INDEX "trial_organization_id" ON "trial" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "trial_user_id" ON "trial" USING btree ("user_id");--> statement-breakpoint
CREATE POLICY "app" ON "subscription" AS PERMISSIVE FOR ALL TO "app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "owner" ON "subscription" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "subscription" AS PERMISSIVE FOR SELECT TO "tenant" USING (reference_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "app" ON "billing_account" AS PERMISSIVE FOR ALL TO "app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "billing_account" AS PERMISSIVE FOR SELECT TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "owner" ON "billing_account" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app" ON "billing_drift" AS PERMISSIVE FOR ALL TO "app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "billing_drift" AS PERMISSIVE FOR SELECT TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "owner" ON "billing_drift" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app" ON "trial" AS PERMISSIVE FOR ALL TO "app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "trial" AS PERMISSIVE FOR SELECT TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "owner" ON "trial" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);