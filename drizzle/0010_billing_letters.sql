CREATE TABLE "billing_letter" (
	"organization_id" text NOT NULL,
	"about" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_letter_organization_id_about_pk" PRIMARY KEY("organization_id","about")
);
--> statement-breakpoint
ALTER TABLE "billing_letter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "billing_letter" ADD CONSTRAINT "billing_letter_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "app" ON "billing_letter" AS PERMISSIVE FOR ALL TO "app" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "billing_letter" AS PERMISSIVE FOR SELECT TO "tenant" USING (organization_id = nullif(current_setting('app.organization_id', true), ''));--> statement-breakpoint
CREATE POLICY "owner" ON "billing_letter" AS PERMISSIVE FOR ALL TO "owner" USING (true) WITH CHECK (true);