-- better-auth counts, then inserts: this makes the answer right when two come at once.
CREATE UNIQUE INDEX "organization_role_organization_id_role" ON "organization_role" USING btree ("organization_id", "role");--> statement-breakpoint

-- An organization keeps an owner, whatever takes one away: leaving, removal, demotion, a deleted account.
-- The row of the organization is locked at once, so that two who go at the same time go one after the other; who is
-- left is asked when the transaction ends, so that a whole organization can be deleted, and ownership handed over.
CREATE FUNCTION "lock_organization_of_owner"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM 1 FROM organization WHERE id = OLD.organization_id FOR NO KEY UPDATE;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "organization_keeps_an_owner"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT FROM organization WHERE id = OLD.organization_id)
    AND NOT EXISTS (SELECT FROM member WHERE organization_id = OLD.organization_id AND role ~ '(^|,)\s*owner\s*(,|$)') THEN
    RAISE EXCEPTION 'An organization keeps an owner.' USING ERRCODE = '23514', CONSTRAINT = 'organization_keeps_an_owner';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "a_lock_organization_of_owner" AFTER UPDATE OR DELETE ON "member"
  FOR EACH ROW WHEN (OLD.role ~ '(^|,)\s*owner\s*(,|$)') EXECUTE FUNCTION "lock_organization_of_owner"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "organization_keeps_an_owner" AFTER UPDATE OR DELETE ON "member" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.role ~ '(^|,)\s*owner\s*(,|$)') EXECUTE FUNCTION "organization_keeps_an_owner"();--> statement-breakpoint

-- Whoever is no member of the organization is in none of its teams.
CREATE FUNCTION "leave_teams"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  WITH gone AS (
    DELETE FROM team_member USING team
    WHERE team.id = team_member.team_id AND team.organization_id = OLD.organization_id AND team_member.user_id = OLD.user_id
    RETURNING team_member.team_id)
  UPDATE team SET member_count = greatest(0, member_count - 1) FROM gone WHERE team.id = gone.team_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "leave_teams" AFTER DELETE ON "member" FOR EACH ROW EXECUTE FUNCTION "leave_teams"();--> statement-breakpoint

-- The old address leads on until somebody else takes it.
CREATE FUNCTION "remember_slug"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM former_slug WHERE slug = NEW.slug;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO former_slug (slug, organization_id) VALUES (OLD.slug, NEW.id)
      ON CONFLICT (slug) DO UPDATE SET organization_id = excluded.organization_id, created_at = now();
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "take_slug" AFTER INSERT ON "organization" FOR EACH ROW EXECUTE FUNCTION "remember_slug"();--> statement-breakpoint
CREATE TRIGGER "remember_slug" AFTER UPDATE OF "slug" ON "organization"
  FOR EACH ROW WHEN (OLD.slug IS DISTINCT FROM NEW.slug) EXECUTE FUNCTION "remember_slug"();--> statement-breakpoint

-- Every change of the rows that make a tenant, in the change's own transaction.
CREATE FUNCTION "record_change"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO audit_change (organization_id, noun, row_id, change) VALUES (OLD.organization_id, TG_TABLE_NAME, OLD.id, 'delete');
  ELSE
    INSERT INTO audit_change (organization_id, noun, row_id, change) VALUES (NEW.organization_id, TG_TABLE_NAME, NEW.id, lower(TG_OP));
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "record_team_member_change"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  -- With a whole team its members go too, and the team's own line says so.
  INSERT INTO audit_change (organization_id, noun, row_id, change)
    SELECT organization_id, TG_TABLE_NAME, coalesce(NEW.id, OLD.id), lower(TG_OP)
    FROM team WHERE id = coalesce(NEW.team_id, OLD.team_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "record_change" AFTER INSERT OR UPDATE OR DELETE ON "member" FOR EACH ROW EXECUTE FUNCTION "record_change"();--> statement-breakpoint
CREATE TRIGGER "record_change" AFTER INSERT OR UPDATE OR DELETE ON "invitation" FOR EACH ROW EXECUTE FUNCTION "record_change"();--> statement-breakpoint
CREATE TRIGGER "record_change" AFTER INSERT OR UPDATE OR DELETE ON "team" FOR EACH ROW EXECUTE FUNCTION "record_change"();--> statement-breakpoint
CREATE TRIGGER "record_change" AFTER INSERT OR UPDATE OR DELETE ON "organization_role" FOR EACH ROW EXECUTE FUNCTION "record_change"();--> statement-breakpoint
CREATE TRIGGER "record_change" AFTER INSERT OR UPDATE OR DELETE ON "team_member" FOR EACH ROW EXECUTE FUNCTION "record_team_member_change"();
