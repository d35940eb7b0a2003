-- What belongs to a team refers to it together with its organization, so that no row points into another one.
CREATE UNIQUE INDEX "team_organization_id_id" ON "team" USING btree ("organization_id", "id");--> statement-breakpoint
-- The pages of a table of members: in the order they joined.
CREATE INDEX "member_organization_id_created_at" ON "member" USING btree ("organization_id", "created_at", "id");--> statement-breakpoint
CREATE INDEX "invitation_organization_id_created_at" ON "invitation" USING btree ("organization_id", "created_at", "id");
