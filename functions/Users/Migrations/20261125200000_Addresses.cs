using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Users.Migrations
{
    /// <summary>Leaves accounts whose address may be read in another way today to AccountCleanup. The model is as it was, so there is no Designer file.</summary>
    [DbContext(typeof(UsersDb))]
    [Migration("20261125200000_Addresses")]
    public partial class Addresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            var since = DateTimeOffset.UnixEpoch.Ticks; // long ago, whatever the clock says
            migrationBuilder.Sql($"""
                UPDATE "User" SET "CleanupSince" = {since} WHERE "Email" GLOB '*[^ -~]*' AND "CleanupSince" IS NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
