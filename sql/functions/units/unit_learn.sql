CREATE OR REPLACE FUNCTION review.unit_learn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
BEGIN
  PERFORM unit_approved(s.answers ->> (p.settings #>> '{unit_lookup,code}'), s.answers ->> (p.settings #>> '{unit_lookup,name}'),
                        NEW.unit_type, NEW.unit_region, NEW.id)
  FROM submission s, profile p
  WHERE s.application_id = NEW.id AND s.revision = NEW.revision AND p.province = NEW.province AND p.version = NEW.profile_version
    AND jsonb_typeof(p.settings -> 'unit_lookup') = 'object';
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION review.unit_learn IS 'Trigger. Takes code and name of the unit out of an application that was just approved (profile.settings.unit_lookup).';
