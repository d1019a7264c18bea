PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
    "Timestamp" TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
INSERT INTO __EFMigrationsHistory VALUES('20261122170908_Initial','10.0.11');
CREATE TABLE IF NOT EXISTS "Reservation" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "ReservedAt" INTEGER NOT NULL,
    "HeldUntil" INTEGER NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_Reservation" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO Reservation VALUES('email-60be196725501bbf5b555bf891bcba2de1b991220105acdd17e712364e329acd','email-60be196725501bbf5b555bf891bcba2de1b991220105acdd17e712364e329acd','01a214598fdc70b391529dd311d77d26',639312345435815384,NULL,2);
INSERT INTO Reservation VALUES('username-33d930ed39d50c48225e726fbeda974695980c1e2c94422334718b2e45b2fed3','username-33d930ed39d50c48225e726fbeda974695980c1e2c94422334718b2e45b2fed3','01a214598fdc70b391529dd311d77d26',639312345439197913,NULL,2);
CREATE TABLE IF NOT EXISTS "Session" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "Generation" INTEGER NOT NULL,
    "RefreshHash" TEXT NOT NULL,
    "UserAgent" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "LastUsedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "RevokedAt" INTEGER NULL,
    "Version" INTEGER NOT NULL,
    "PendingEvents" TEXT NOT NULL,
    "PendingSince" INTEGER NULL,
    "EventCount" INTEGER NOT NULL,
    CONSTRAINT "PK_Session" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO Session VALUES('session-04d369814695d83661601de886f93188','01a214598fdc70b391529dd311d77d26',0,'34dc74220b0c3d823560a82b6e4ec03bddeb2b973a86911134cda34d25cb6797','curl/7.88.1',639312345447204000,639312345447204000,639324441447204000,NULL,2,'[]',NULL,0);
CREATE TABLE IF NOT EXISTS "SignInAttempts" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "Failures" INTEGER NOT NULL,
    "LastFailedAt" INTEGER NULL,
    "ForgetAt" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "Sources" TEXT NULL,
    CONSTRAINT "PK_SignInAttempts" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO SignInAttempts VALUES('attempts-email-60be196725501bbf5b555bf891bcba2de1b991220105acdd17e712364e329acd','attempts-email-60be196725501bbf5b555bf891bcba2de1b991220105acdd17e712364e329acd',0,NULL,639338265446461156,2,'[{"Address":"1d20ca1476d4454091fd40cf","Failures":0,"LastFailedAt":null,"SucceededAt":"2026-11-25 20:15:44.6461156+00:00"}]');
CREATE TABLE IF NOT EXISTS "User" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "Username" TEXT NOT NULL,
    "Email" TEXT NOT NULL,
    "DisplayName" TEXT NOT NULL,
    "PasswordHash" TEXT NOT NULL,
    "Roles" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "DeletedAt" INTEGER NULL,
    "Revision" INTEGER NOT NULL,
    "EmailReservation" TEXT NOT NULL,
    "UsernameReservation" TEXT NOT NULL,
    "Generation" INTEGER NOT NULL,
    "KeptSession" TEXT NULL,
    "CleanupSince" INTEGER NULL,
    "ReleasedReservations" TEXT NOT NULL,
    "Fences" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "PendingEvents" TEXT NOT NULL,
    "PendingSince" INTEGER NULL,
    "EventCount" INTEGER NOT NULL,
    CONSTRAINT "PK_User" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO User VALUES('user-01a214598fdc70b391529dd311d77d26','01a214598fdc70b391529dd311d77d26','ann','ann@example.com','ann','AQAAAAIAA1tgAAAAEA4tEfTObIEzqfEJ2MR+/AxDWGZktcW0uD9kPBRaHS1QGLPYkqzKA94jr/Z/6l1t1g==','["player"]',639312345441183228,NULL,1,'email-60be196725501bbf5b555bf891bcba2de1b991220105acdd17e712364e329acd','username-33d930ed39d50c48225e726fbeda974695980c1e2c94422334718b2e45b2fed3',0,NULL,NULL,'[]',0,3,'[]',NULL,1);
CREATE INDEX "IX_Reservation_HeldUntil" ON "Reservation" ("HeldUntil");
CREATE INDEX "IX_Session_ExpiresAt" ON "Session" ("ExpiresAt");
CREATE INDEX "IX_Session_Partition_LastUsedAt" ON "Session" ("Partition", "LastUsedAt" DESC);
CREATE INDEX "IX_Session_PendingSince" ON "Session" ("PendingSince") WHERE PendingSince IS NOT NULL;
CREATE INDEX "IX_SignInAttempts_ForgetAt" ON "SignInAttempts" ("ForgetAt");
CREATE INDEX "IX_User_CleanupSince" ON "User" ("CleanupSince");
CREATE INDEX "IX_User_DeletedAt" ON "User" ("DeletedAt");
CREATE INDEX "IX_User_PendingSince" ON "User" ("PendingSince") WHERE PendingSince IS NOT NULL;
COMMIT;
