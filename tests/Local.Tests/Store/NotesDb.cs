using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Local.Tests.Store;

public sealed class Note(string id) : Document(id, id)
{
    public string Text { get; set; } = "";
}

/// <summary>A store of two migrations, the second of a kind for which EF makes the table anew.</summary>
public sealed class NotesDb(DbContextOptions options) : DocumentDb(options)
{
    public static NotesDb Open(string file, params IInterceptor[] interceptors) =>
        new(new DbContextOptionsBuilder().UseSqlite($"Data Source={file};Pooling=False").UseDocuments().AddInterceptors(interceptors).Options);

    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Note>().HasKey(n => new { n.Partition, n.Id });
}

[DbContext(typeof(NotesDb)), Migration(Name)]
public sealed class Initial : Migration
{
    public const string Name = "20261122000000_Initial";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Note",
        table => new
        {
            Partition = table.Column<string>("TEXT"),
            Id = table.Column<string>("TEXT"),
            Text = table.Column<string>("TEXT", nullable: true),
            Version = table.Column<long>("INTEGER"),
        },
        constraints: table => table.PrimaryKey("PK_Note", note => new { note.Partition, note.Id }));
}

[DbContext(typeof(NotesDb)), Migration("20261124000000_TextIsRequired")]
public sealed class TextIsRequired : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AlterColumn<string>(
        "Text", "Note", "TEXT", defaultValue: "", oldClrType: typeof(string), oldType: "TEXT", oldNullable: true);

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => modelBuilder.Entity("Note", note =>
    {
        note.Property<string>("Partition").HasColumnType("TEXT");
        note.Property<string>("Id").HasColumnType("TEXT");
        note.Property<string>("Text").IsRequired().HasColumnType("TEXT");
        note.Property<long>("Version").HasColumnType("INTEGER");
        note.HasKey("Partition", "Id");
        note.ToTable("Note");
    });
}
