-- better-auth counts, then inserts: these make the answer right when two come at once.
CREATE UNIQUE INDEX "member_organization_id_user_id" ON "member" USING btree ("organization_id", "user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "team_member_team_id_user_id" ON "team_member" USING btree ("team_id", "user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_provider_id_account_id" ON "account" USING btree ("provider_id", "account_id");
