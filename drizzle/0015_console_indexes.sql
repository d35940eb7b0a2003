CREATE INDEX "audit_acted_at" ON "audit" USING btree ("at","organization_id") WHERE organization_id is not null and actor_id is not null;--> statement-breakpoint
CREATE INDEX "audit_subscription_at" ON "audit" USING btree ("at") WHERE action in ('subscription.started', 'subscription.changed');--> statement-breakpoint
CREATE INDEX "stripe_event_received_at" ON "stripe_event" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "stripe_event_ended" ON "stripe_event" USING btree ("created_at") WHERE type = 'customer.subscription.deleted';