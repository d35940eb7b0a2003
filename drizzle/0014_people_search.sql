-- better-auth's table, which its generator writes: the console looks for people here, a hundred thousand of them.
-- The words of a name, an address and a username: `wordsOf` in src/features/operator/people-list.server.ts, exactly.
CREATE INDEX "user_words" ON "user" USING gin (to_tsvector('simple', translate(name || ' ' || email || ' ' || coalesce(username, ''), '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32))));--> statement-breakpoint
CREATE INDEX "user_email_beginning" ON "user" USING btree ("email" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "user_created_at" ON "user" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "user_name" ON "user" USING btree ("name" collate "unicode","id");--> statement-breakpoint
CREATE INDEX "user_role" ON "user" USING btree ("role","created_at","id") WHERE role <> 'user';--> statement-breakpoint
CREATE INDEX "user_banned" ON "user" USING btree ("created_at","id") WHERE banned;
