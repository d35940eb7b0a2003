-- A deleted account leaves its teams before the cascade empties them: better-auth keeps a count of each team's members.
CREATE FUNCTION "leave_all_teams"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  WITH gone AS (DELETE FROM team_member WHERE user_id = OLD.id RETURNING team_id)
  UPDATE team SET member_count = greatest(0, member_count - 1) FROM gone WHERE team.id = gone.team_id;
  RETURN OLD;
END $$;--> statement-breakpoint
CREATE TRIGGER "leave_all_teams" BEFORE DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION "leave_all_teams"();
