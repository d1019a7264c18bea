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
INSERT INTO __EFMigrationsHistory VALUES('20261122171335_Initial','10.0.11');
CREATE TABLE IF NOT EXISTS "AnswerKey" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "QuizId" TEXT NOT NULL,
    "QuizVersion" INTEGER NOT NULL,
    "Category" TEXT NULL,
    "PassPercentage" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "Questions" TEXT NULL,
    CONSTRAINT "PK_AnswerKey" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO AnswerKey VALUES('key-0190000000007000800000000000000a-1','0190000000007000800000000000000a','0190000000007000800000000000000a',1,'programming',70,2,'[{"CorrectAnswer":2,"Explanation":"const binds the name once. What it is bound to, an object for instance, may still change inside.","Options":4,"Points":1,"QuestionId":"q1"},{"CorrectAnswer":1,"Explanation":"A mistake of the first implementation that too many pages relied on to be corrected.","Options":4,"Points":1,"QuestionId":"q2"},{"CorrectAnswer":1,"Explanation":"Numbers are binary floating point: 0.1 and 0.2 are rounded, and their sum is 0.30000000000000004.","Options":4,"Points":1,"QuestionId":"q3"},{"CorrectAnswer":3,"Explanation":"Every object is truthy, an empty array too. The falsy values are false, 0, -0, 0n, \u0022\u0022, null, undefined and NaN.","Options":4,"Points":1,"QuestionId":"q4"},{"CorrectAnswer":1,"Explanation":"== converts operands of different types, so \u00221\u0022 == 1 is true; === takes different types for different values.","Options":4,"Points":1,"QuestionId":"q5"},{"CorrectAnswer":0,"Explanation":"The function can use those variables even after the scope around it has returned.","Options":4,"Points":2,"QuestionId":"q6"},{"CorrectAnswer":1,"Explanation":"map leaves the array alone and collects what the function returns for each element.","Options":4,"Points":1,"QuestionId":"q7"},{"CorrectAnswer":1,"Explanation":"The script runs to its end, then the promise jobs, and only then the next timer.","Options":4,"Points":2,"QuestionId":"q8"},{"CorrectAnswer":2,"Explanation":"Returning a value fulfils the promise with it, throwing rejects it.","Options":4,"Points":1,"QuestionId":"q9"},{"CorrectAnswer":2,"Explanation":"Arrow functions have no this of their own, which makes them good callbacks and poor methods.","Options":4,"Points":2,"QuestionId":"q10"}]');
INSERT INTO AnswerKey VALUES('key-0190000000007000800000000000000b-1','0190000000007000800000000000000b','0190000000007000800000000000000b',1,'architecture',70,2,'[{"CorrectAnswer":1,"Explanation":"Scaling up makes one machine bigger and ends at the biggest one; scaling out adds more of them.","Options":4,"Points":1,"QuestionId":"q1"},{"CorrectAnswer":1,"Explanation":"A load balancer may then send a request anywhere and instances may come and go.","Options":4,"Points":1,"QuestionId":"q2"},{"CorrectAnswer":0,"Explanation":"It also stops sending requests to instances whose health check fails.","Options":4,"Points":1,"QuestionId":"q3"},{"CorrectAnswer":1,"Explanation":"A short one costs more reads of the source, a long one shows older data: a choice to be made per answer.","Options":4,"Points":1,"QuestionId":"q4"},{"CorrectAnswer":2,"Explanation":"A message that was handled but not yet acknowledged when the consumer crashed comes again.","Options":4,"Points":2,"QuestionId":"q5"},{"CorrectAnswer":0,"Explanation":"A node cut off from the others either answers with what it has or refuses until it can be sure.","Options":4,"Points":2,"QuestionId":"q6"},{"CorrectAnswer":1,"Explanation":"The price is that data of several services comes together by calls and events instead of joins.","Options":4,"Points":1,"QuestionId":"q7"},{"CorrectAnswer":0,"Explanation":"It gives the failing service time to recover, and the caller a quick answer to work with.","Options":4,"Points":1,"QuestionId":"q8"},{"CorrectAnswer":1,"Explanation":"Every write has to keep the index up to date as well.","Options":4,"Points":1,"QuestionId":"q9"},{"CorrectAnswer":1,"Explanation":"Averages hide the slow requests, and somebody who sends many requests meets them soon.","Options":4,"Points":2,"QuestionId":"q10"}]');
CREATE TABLE IF NOT EXISTS "KnownQuiz" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "LatestVersion" INTEGER NOT NULL,
    "AuthorId" TEXT NULL,
    "ArchivedAt" INTEGER NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_KnownQuiz" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO KnownQuiz VALUES('known-0190000000007000800000000000000a','0190000000007000800000000000000a',1,'quizplatform',NULL,2);
INSERT INTO KnownQuiz VALUES('known-0190000000007000800000000000000b','0190000000007000800000000000000b',1,'quizplatform',NULL,2);
CREATE TABLE IF NOT EXISTS "Player" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "DisplayName" TEXT NULL,
    "Revision" INTEGER NOT NULL,
    "Deleted" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_Player" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO Player VALUES('player-01a214598fdc70b391529dd311d77d26','players','01a214598fdc70b391529dd311d77d26','ann',0,0,2);
CREATE TABLE IF NOT EXISTS "PlayerStatistics" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "TotalQuizzesTaken" INTEGER NOT NULL,
    "AverageScore" REAL NOT NULL,
    "BestScore" INTEGER NOT NULL,
    "TotalScore" INTEGER NOT NULL,
    "TotalTimeSpent" INTEGER NOT NULL,
    "StreakDays" INTEGER NOT NULL,
    "LastActivity" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "ByCategory" TEXT NULL,
    "RecentActivity" TEXT NULL,
    CONSTRAINT "PK_PlayerStatistics" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO PlayerStatistics VALUES('statistics-01a214598fdc70b391529dd311d77d26','01a214598fdc70b391529dd311d77d26',1,8.0,8,1,30,1,639312345457156078,2,'[{"AverageScore":8,"BestScore":8,"Category":"architecture","QuizzesTaken":1}]','[{"MaxScore":13,"Percentage":8,"QuizId":"0190000000007000800000000000000b","ResultId":"01a214599833765c9eb1be5454e4e516","Score":1,"SubmittedAt":"2026-11-25 20:15:45.7156078+00:00"}]');
CREATE TABLE IF NOT EXISTS "QuizAnalytics" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "TotalAttempts" INTEGER NOT NULL,
    "PercentageSum" INTEGER NOT NULL,
    "HighestScore" INTEGER NOT NULL,
    "Passes" INTEGER NOT NULL,
    "TimeSpentSum" INTEGER NOT NULL,
    "TimedAttempts" INTEGER NOT NULL,
    "ScoreDistribution" TEXT NOT NULL,
    "Remembered" TEXT NOT NULL,
    "ForgottenUpTo" INTEGER NULL,
    "Version" INTEGER NOT NULL,
    "Questions" TEXT NULL,
    CONSTRAINT "PK_QuizAnalytics" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO QuizAnalytics VALUES('analytics-0190000000007000800000000000000b','0190000000007000800000000000000b',1,8,8,0,30,1,'[1,0,0,0,0,0,0,0,0,0]','["08df4b30e37edfee01a214599833765c9eb1be5454e4e516"]',NULL,2,'[{"Attempts":1,"Choices":[1],"Correct":0,"QuestionId":"q1","Unanswered":0},{"Attempts":1,"Choices":[0,1],"Correct":1,"QuestionId":"q2","Unanswered":0},{"Attempts":1,"Choices":[0,0,1],"Correct":0,"QuestionId":"q3","Unanswered":0},{"Attempts":1,"Choices":[],"Correct":0,"QuestionId":"q4","Unanswered":1},{"Attempts":1,"Choices":[],"Correct":0,"QuestionId":"q5","Unanswered":1},{"Attempts":1,"Choices":[],"Correct":0,"QuestionId":"q6","Unanswered":1},{"Attempts":1,"Choices":[],"Correct":0,"QuestionId":"q7","Unanswered":1},{"Attempts":1,"Choices":[],"Correct":0,"QuestionId":"q8","Unanswered":1},{"Attempts":1,"Choices":[],"Correct":0,"QuestionId":"q9","Unanswered":1},{"Attempts":1,"Choices":[],"Correct":0,"QuestionId":"q10","Unanswered":1}]');
CREATE TABLE IF NOT EXISTS "RememberedKeys" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "Jwks" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_RememberedKeys" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO RememberedKeys VALUES('remembered-keys','remembered-keys','{"keys":[{"kty":"EC","crv":"P-256","x":"kdU-MsH-VykIIOcNvJRLNz_AViuOZVCvcNhCsQJutA4","y":"cNfK1R3H0nD-a7TJb-12yaODKg4PFVfrwcdCJ_cimAg","kid":"mD1SLYsZkcKlVrdqGTqDe_j8RGYuiRnre8KFsn7AZ1Q","use":"sig","alg":"ES256"}]}',2);
CREATE TABLE IF NOT EXISTS "Result" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "QuizId" TEXT NOT NULL,
    "QuizVersion" INTEGER NOT NULL,
    "Category" TEXT NULL,
    "Answers" TEXT NOT NULL,
    "Score" INTEGER NOT NULL,
    "MaxScore" INTEGER NOT NULL,
    "CorrectAnswers" INTEGER NOT NULL,
    "Percentage" INTEGER NOT NULL,
    "Passed" INTEGER NOT NULL,
    "TimeSpent" INTEGER NULL,
    "SubmittedAt" INTEGER NOT NULL,
    "LeaderboardPosition" INTEGER NOT NULL,
    "Fingerprint" TEXT NULL,
    "Version" INTEGER NOT NULL,
    "PendingEvents" TEXT NOT NULL,
    "PendingSince" INTEGER NULL,
    "EventCount" INTEGER NOT NULL,
    CONSTRAINT "PK_Result" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO Result VALUES('result-01a214599833765c9eb1be5454e4e516','01a214598fdc70b391529dd311d77d26','0190000000007000800000000000000b',1,'architecture','[0,1,2,null,null,null,null,null,null,null]',1,13,1,8,0,30,639312345457156078,1,NULL,3,'[]',NULL,1);
CREATE TABLE IF NOT EXISTS "Revocation" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "Subject" TEXT NOT NULL,
    "IssuedBefore" INTEGER NOT NULL,
    "Until" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_Revocation" PRIMARY KEY ("Partition", "Id")
);
CREATE TABLE IF NOT EXISTS "Standing" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "TotalScore" INTEGER NOT NULL,
    "ReachedAt" INTEGER NOT NULL,
    "TotalQuizzes" INTEGER NOT NULL,
    "AverageScore" REAL NOT NULL,
    "BestScore" INTEGER NOT NULL,
    "LastActivity" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_Standing" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO Standing VALUES('standing-2026-11-01a214598fdc70b391529dd311d77d26','board-2026-11','01a214598fdc70b391529dd311d77d26',1,639312345457156078,1,8.0,8,639312345457156078,2);
INSERT INTO Standing VALUES('standing-2026-11.0190000000007000800000000000000b-01a214598fdc70b391529dd311d77d26','board-2026-11.0190000000007000800000000000000b','01a214598fdc70b391529dd311d77d26',1,639312345457156078,1,8.0,8,639312345457156078,2);
INSERT INTO Standing VALUES('standing-2026-W48-01a214598fdc70b391529dd311d77d26','board-2026-W48','01a214598fdc70b391529dd311d77d26',1,639312345457156078,1,8.0,8,639312345457156078,2);
INSERT INTO Standing VALUES('standing-2026-W48.0190000000007000800000000000000b-01a214598fdc70b391529dd311d77d26','board-2026-W48.0190000000007000800000000000000b','01a214598fdc70b391529dd311d77d26',1,639312345457156078,1,8.0,8,639312345457156078,2);
INSERT INTO Standing VALUES('standing-all-01a214598fdc70b391529dd311d77d26','board-all','01a214598fdc70b391529dd311d77d26',1,639312345457156078,1,8.0,8,639312345457156078,2);
INSERT INTO Standing VALUES('standing-all.0190000000007000800000000000000b-01a214598fdc70b391529dd311d77d26','board-all.0190000000007000800000000000000b','01a214598fdc70b391529dd311d77d26',1,639312345457156078,1,8.0,8,639312345457156078,2);
CREATE INDEX "IX_Result_Partition_SubmittedAt" ON "Result" ("Partition", "SubmittedAt" DESC);
CREATE INDEX "IX_Result_PendingSince" ON "Result" ("PendingSince") WHERE PendingSince IS NOT NULL;
CREATE INDEX "IX_Result_QuizId" ON "Result" ("QuizId");
CREATE INDEX "IX_Standing_Partition_LastActivity" ON "Standing" ("Partition", "LastActivity" DESC);
CREATE INDEX "IX_Standing_Partition_TotalScore_ReachedAt_UserId" ON "Standing" ("Partition", "TotalScore", "ReachedAt" DESC, "UserId" DESC);
CREATE INDEX "IX_Standing_UserId" ON "Standing" ("UserId");
COMMIT;
