-- better-auth looks, then inserts: these make the answer right when two come at once.
CREATE UNIQUE INDEX "two_factor_user_id" ON "two_factor" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "passkey_credential_id" ON "passkey" USING btree ("credential_id");
