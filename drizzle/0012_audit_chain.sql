-- A line as the chain knows it: everything that it says. Moments in microseconds, so that no setting of the reader's changes a letter.
CREATE FUNCTION "audit_text"(line audit) RETURNS text LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT jsonb_build_array(line.id, line.organization_id, (extract(epoch FROM line.at) * 1000000)::bigint, line.transaction_id,
    line.actor_id, line.actor_name, line.actor_role, line.impersonator_id, line.impersonator_name, line.session_id,
    line.address, line.user_agent, line.action, line.subject_id, line.details, line.request_id)::text
$$;--> statement-breakpoint

CREATE FUNCTION "link_audit_line"(line audit) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  head audit_head;
  next_hash text;
BEGIN
  INSERT INTO audit_head (organization_id, seq, hash) VALUES (line.organization_id, 0, '') ON CONFLICT (organization_id) DO NOTHING;
  SELECT * INTO STRICT head FROM audit_head WHERE (organization_id = line.organization_id OR (line.organization_id IS NULL AND organization_id IS NULL)) FOR UPDATE;
  next_hash := encode(sha256(convert_to(head.hash || audit_text(line), 'UTF8')), 'hex');
  INSERT INTO audit_link (audit_id, organization_id, seq, hash) VALUES (line.id, line.organization_id, head.seq + 1, next_hash);
  UPDATE audit_head SET seq = head.seq + 1, hash = next_hash WHERE (organization_id = line.organization_id OR (line.organization_id IS NULL AND organization_id IS NULL));
END $$;--> statement-breakpoint

-- When the transaction ends: whoever writes to the same chain waits for that moment only, and for nothing else.
CREATE FUNCTION "chain_audit_line"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  -- An organization that was deleted in the same transaction took its log along.
  IF NEW.organization_id IS NULL OR EXISTS (SELECT FROM organization WHERE id = NEW.organization_id) THEN
    PERFORM link_audit_line(NEW);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint

-- What was written before there was a chain.
DO $$
DECLARE line audit;
BEGIN
  FOR line IN SELECT * FROM audit ORDER BY id LOOP
    PERFORM link_audit_line(line);
  END LOOP;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "chain_audit_line" AFTER INSERT ON "audit" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION "chain_audit_line"();--> statement-breakpoint

-- The only way a line goes: from the beginning of its chain, when it is older than a week at least. The head remembers
-- the last one that went, so that the rest verifies.
CREATE FUNCTION "trim_audit"(of_organization text, older_than timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  head audit_head;
  cut bigint;
  trimmed bigint;
BEGIN
  IF older_than > now() - interval '7 days' THEN
    RAISE EXCEPTION 'The last week of the audit log is not trimmed.' USING ERRCODE = '42501';
  END IF;
  SELECT * INTO head FROM audit_head WHERE (organization_id = of_organization OR (of_organization IS NULL AND organization_id IS NULL)) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  SELECT coalesce(min(link.seq) - 1, head.seq) INTO cut FROM audit_link link JOIN audit line ON line.id = link.audit_id
    WHERE (link.organization_id = of_organization OR (of_organization IS NULL AND link.organization_id IS NULL)) AND line.at >= older_than;
  IF cut <= head.trimmed_seq THEN
    RETURN 0;
  END IF;
  UPDATE audit_head SET trimmed_seq = cut, trimmed_hash = (SELECT hash FROM audit_link
      WHERE (organization_id = of_organization OR (of_organization IS NULL AND organization_id IS NULL)) AND seq = cut)
    WHERE (organization_id = of_organization OR (of_organization IS NULL AND organization_id IS NULL));
  DELETE FROM audit USING audit_link link WHERE link.audit_id = audit.id
    AND (link.organization_id = of_organization OR (of_organization IS NULL AND link.organization_id IS NULL)) AND link.seq <= cut;
  DELETE FROM audit_link WHERE (organization_id = of_organization OR (of_organization IS NULL AND organization_id IS NULL)) AND seq <= cut;
  GET DIAGNOSTICS trimmed = ROW_COUNT;
  RETURN trimmed;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "trim_audit"(text, timestamptz), "link_audit_line"(audit), "chain_audit_line"() FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "trim_audit"(text, timestamptz) TO "app";
