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
INSERT INTO __EFMigrationsHistory VALUES('20261122171712_Initial','10.0.11');
CREATE TABLE IF NOT EXISTS "Quiz" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "AuthorId" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Revision" INTEGER NOT NULL,
    "CurrentVersion" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "UpdatedAt" INTEGER NOT NULL,
    "PublishedAt" INTEGER NULL,
    "ArchivedAt" INTEGER NULL,
    "Title" TEXT NOT NULL,
    "Description" TEXT NOT NULL,
    "Difficulty" TEXT NOT NULL,
    "Category" TEXT NOT NULL,
    "Tags" TEXT NOT NULL,
    "TimeLimit" INTEGER NOT NULL,
    "PassPercentage" INTEGER NOT NULL,
    "QuestionCount" INTEGER NOT NULL,
    "SearchText" TEXT NOT NULL,
    "CategoryKey" TEXT NOT NULL,
    "TagKeys" TEXT NOT NULL,
    "QuestionIds" INTEGER NOT NULL,
    "Fingerprint" TEXT NULL,
    "Version" INTEGER NOT NULL,
    "PendingEvents" TEXT NOT NULL,
    "PendingSince" INTEGER NULL,
    "EventCount" INTEGER NOT NULL,
    "Questions" TEXT NULL,
    CONSTRAINT "PK_Quiz" PRIMARY KEY ("Partition", "Id")
);
INSERT INTO Quiz VALUES('quiz-0190000000007000800000000000000a','catalogue','quizplatform','Published',2,1,639312345419136940,639312345419136940,639312345419136940,NULL,'JavaScript fundamentals','Values, scope, functions and promises: what every script leans on, whether it knows it or not.','beginner','programming','["javascript","web","basics"]',600,70,10,replace('javascript fundamentals\nvalues, scope, functions and promises: what every script leans on, whether it knows it or not.','\n',char(10)),'programming','["javascript","web","basics"]',10,NULL,3,'[]',NULL,1,'[{"CorrectAnswer":2,"Explanation":"const binds the name once. What it is bound to, an object for instance, may still change inside.","Options":["var","let","const","static"],"Points":1,"QuestionId":"q1","Text":"Which declaration creates a variable that cannot be assigned a second time?","Type":"single"},{"CorrectAnswer":1,"Explanation":"A mistake of the first implementation that too many pages relied on to be corrected.","Options":["\u0022null\u0022","\u0022object\u0022","\u0022undefined\u0022","\u0022number\u0022"],"Points":1,"QuestionId":"q2","Text":"What does typeof null give?","Type":"single"},{"CorrectAnswer":1,"Explanation":"Numbers are binary floating point: 0.1 and 0.2 are rounded, and their sum is 0.30000000000000004.","Options":["true","false","undefined","It throws a TypeError"],"Points":1,"QuestionId":"q3","Text":"What is the value of 0.1 \u002B 0.2 === 0.3?","Type":"single"},{"CorrectAnswer":3,"Explanation":"Every object is truthy, an empty array too. The falsy values are false, 0, -0, 0n, \u0022\u0022, null, undefined and NaN.","Options":["0","\u0022\u0022","NaN","[]"],"Points":1,"QuestionId":"q4","Text":"Which of these values is truthy?","Type":"single"},{"CorrectAnswer":1,"Explanation":"== converts operands of different types, so \u00221\u0022 == 1 is true; === takes different types for different values.","Options":["It compares objects by their content","It compares without converting the types first","It is an older spelling of ==","It works on numbers only"],"Points":1,"QuestionId":"q5","Text":"How does === differ from ==?","Type":"single"},{"CorrectAnswer":0,"Explanation":"The function can use those variables even after the scope around it has returned.","Options":["A function together with the variables of the scope it was made in","A function that calls itself","A block that ends a loop early","A class that cannot be extended"],"Points":2,"QuestionId":"q6","Text":"What is a closure?","Type":"single"},{"CorrectAnswer":1,"Explanation":"map leaves the array alone and collects what the function returns for each element.","Options":["Doubles the numbers in place","Returns a new array [2, 4, 6]","Returns 12","Returns [1, 2, 3, 1, 2, 3]"],"Points":1,"QuestionId":"q7","Text":"What does [1, 2, 3].map(n =\u003E n * 2) do?","Type":"single"},{"CorrectAnswer":1,"Explanation":"The script runs to its end, then the promise jobs, and only then the next timer.","Options":["a b c","a c b","c a b","b a c"],"Points":2,"QuestionId":"q8","Text":"In which order does this print?  console.log(\u0022a\u0022); setTimeout(() =\u003E console.log(\u0022b\u0022), 0); Promise.resolve().then(() =\u003E console.log(\u0022c\u0022));","Type":"single"},{"CorrectAnswer":2,"Explanation":"Returning a value fulfils the promise with it, throwing rejects it.","Options":["Its value","undefined","A promise","A generator"],"Points":1,"QuestionId":"q9","Text":"What does an async function always return?","Type":"single"},{"CorrectAnswer":2,"Explanation":"Arrow functions have no this of their own, which makes them good callbacks and poor methods.","Options":["It is always the global object","It is the object the function is called on","It takes it from the scope it was written in","It has to be passed as the first argument"],"Points":2,"QuestionId":"q10","Text":"How does an arrow function find its this?","Type":"single"}]');
INSERT INTO Quiz VALUES('quiz-0190000000007000800000000000000b','catalogue','quizplatform','Published',2,1,639312345422718263,639312345422718263,639312345422718263,NULL,'System design basics','Load, caches, queues and copies: the ideas behind services that stay up when much is asked of them.','intermediate','architecture','["system design","scalability","microservices"]',900,70,10,replace('system design basics\nload, caches, queues and copies: the ideas behind services that stay up when much is asked of them.','\n',char(10)),'architecture','["system design","scalability","microservices"]',10,NULL,3,'[]',NULL,1,'[{"CorrectAnswer":1,"Explanation":"Scaling up makes one machine bigger and ends at the biggest one; scaling out adds more of them.","Options":["Moving to a machine with more memory","Adding machines that share the work","Raising the time limits","Compressing the data"],"Points":1,"QuestionId":"q1","Text":"What does scaling out (horizontally) mean?","Type":"single"},{"CorrectAnswer":1,"Explanation":"A load balancer may then send a request anywhere and instances may come and go.","Options":["It needs no database","Any instance can answer any request","Its answers are always cached","It cannot fail"],"Points":1,"QuestionId":"q2","Text":"Why is a service that keeps no state between requests easier to scale?","Type":"single"},{"CorrectAnswer":0,"Explanation":"It also stops sending requests to instances whose health check fails.","Options":["To spread requests over healthy instances","To encrypt the database","To store sessions","To merge log files"],"Points":1,"QuestionId":"q3","Text":"What is the main job of a load balancer?","Type":"single"},{"CorrectAnswer":1,"Explanation":"A short one costs more reads of the source, a long one shows older data: a choice to be made per answer.","Options":["How many clients may read it","How stale it may become at most","How large it may be","How quickly it is written"],"Points":1,"QuestionId":"q4","Text":"A cached answer may be older than the data. What does its time to live decide?","Type":"single"},{"CorrectAnswer":2,"Explanation":"A message that was handled but not yet acknowledged when the consumer crashed comes again.","Options":["Faster than the producer","Written in the same language","Idempotent: handling a repeat changes nothing more","The only consumer"],"Points":2,"QuestionId":"q5","Text":"A queue delivers every message at least once. What must its consumer be?","Type":"single"},{"CorrectAnswer":0,"Explanation":"A node cut off from the others either answers with what it has or refuses until it can be sure.","Options":["A store cannot then stay both consistent and available","A store must have three copies","Writes are faster than reads","Partitions cannot be detected"],"Points":2,"QuestionId":"q6","Text":"What does the CAP theorem say about a network partition?","Type":"single"},{"CorrectAnswer":1,"Explanation":"The price is that data of several services comes together by calls and events instead of joins.","Options":["Joins across services become cheap","No service depends on another\u0027s tables, so each can change and be deployed alone","Less storage is used","Transactions span all services"],"Points":1,"QuestionId":"q7","Text":"What is gained when every service has its own database?","Type":"single"},{"CorrectAnswer":0,"Explanation":"It gives the failing service time to recover, and the caller a quick answer to work with.","Options":["Circuit breaker","Sharding","Blue-green deployment","Fan-out"],"Points":1,"QuestionId":"q8","Text":"Calls to a failing service are stopped for a while instead of piling up. What is the pattern called?","Type":"single"},{"CorrectAnswer":1,"Explanation":"Every write has to keep the index up to date as well.","Options":["Writes, at the price of slower reads","Reads that filter or sort by it, at the price of slower writes and more space","Backups, at the price of memory","Nothing on tables with a primary key"],"Points":1,"QuestionId":"q9","Text":"What does an index speed up, and at which price?","Type":"single"},{"CorrectAnswer":1,"Explanation":"Averages hide the slow requests, and somebody who sends many requests meets them soon.","Options":["The average is 800 ms","One request in a hundred takes 800 ms or longer","99 users are served at once","The slowest request took 800 ms"],"Points":2,"QuestionId":"q10","Text":"The 99th percentile of the response time is 800 ms. What does that say?","Type":"single"}]');
CREATE TABLE IF NOT EXISTS "QuizVersion" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Title" TEXT NOT NULL,
    "Category" TEXT NOT NULL,
    "PassPercentage" INTEGER NOT NULL,
    "PublishedAt" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "Questions" TEXT NULL,
    CONSTRAINT "PK_QuizVersion" PRIMARY KEY ("Partition", "Id")
);
CREATE TABLE IF NOT EXISTS "RememberedKeys" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "Jwks" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_RememberedKeys" PRIMARY KEY ("Partition", "Id")
);
CREATE TABLE IF NOT EXISTS "Revocation" (
    "Id" TEXT NOT NULL,
    "Partition" TEXT NOT NULL,
    "Subject" TEXT NOT NULL,
    "IssuedBefore" INTEGER NOT NULL,
    "Until" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_Revocation" PRIMARY KEY ("Partition", "Id")
);
CREATE INDEX "IX_Quiz_AuthorId" ON "Quiz" ("AuthorId");
CREATE INDEX "IX_Quiz_Partition_CreatedAt_Id" ON "Quiz" ("Partition", "CreatedAt" DESC, "Id");
CREATE INDEX "IX_Quiz_PendingSince" ON "Quiz" ("PendingSince") WHERE PendingSince IS NOT NULL;
COMMIT;
