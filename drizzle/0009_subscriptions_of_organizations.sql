-- better-auth looks, then inserts: these make the answer right when two come at once. Those who pay are organizations.
CREATE UNIQUE INDEX "organization_stripe_customer_id" ON "organization" USING btree ("stripe_customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscription_stripe_subscription_id" ON "subscription" USING btree ("stripe_subscription_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscription_begun" ON "subscription" USING btree ("reference_id") WHERE stripe_subscription_id IS NULL;--> statement-breakpoint
CREATE INDEX "subscription_reference_id" ON "subscription" USING btree ("reference_id");--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_reference_id_organization" FOREIGN KEY ("reference_id") REFERENCES "organization"("id") ON DELETE cascade;
