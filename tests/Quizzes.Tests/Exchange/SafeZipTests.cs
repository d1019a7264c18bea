using System.Buffers.Binary;

namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class SafeZipTests
{
    private static readonly byte[] Noise = [.. Enumerable.Range(0, 4_000).Select(i => (byte)(i * i * 31 / 7))];

    [Fact]
    public void Its_files_are_found_whatever_their_case()
    {
        var files = SafeZip.Read(Zips.Of([("a/", []), ("a/B.xml", Noise), ("empty", [])]));

        Assert.Equal(Noise, files["A/b.XML"]);
        Assert.Equal(3, files.Count);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/a")]
    [InlineData(@"..\a")]
    [InlineData(@"\a")]
    public void No_path_leads_out_of_it(string path) => Refused($"The path of its file '{path}' leads out of it.", Zips.Of((path, "x")));

    [Theory]
    [InlineData(@"a\b", "a/b")]
    [InlineData("what: a list", "what: a list")]
    public void Paths_may_be_as_other_programs_write_them(string path, string found) => Assert.Equal([found], SafeZip.Read(Zips.Of((path, "x"))).Keys);

    [Fact]
    public void A_path_has_five_hundred_characters_at_most()
    {
        var path = new string('a', 500);

        Assert.Equal([path], SafeZip.Read(Zips.Of((path, "x"))).Keys);
        Refused("has more than 500 characters", Zips.Of((path + "b", "x")));
    }

    [Theory]
    [InlineData("a.xml", "a.xml")]
    [InlineData("a.xml", "A.XML")]
    public void No_file_is_in_it_twice(string one, string other) => Refused("twice", Zips.Of((one, "x"), (other, "y")));

    [Fact]
    public void Nothing_in_it_is_a_zip() => Refused("is a zip itself", Zips.Of([("a.txt", Zips.Of(("b", "c")))]));

    [Fact]
    public void It_has_a_thousand_files_at_most()
    {
        var files = Enumerable.Range(0, 1_000).Select(i => ($"{i}", Array.Empty<byte>())).ToList();

        Assert.Equal(1_000, SafeZip.Read(Zips.Of(files)).Count);
        Refused("more than 1000 files", Zips.Of([.. files, ("one more", [])]));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(60_000_000)]
    public void A_file_is_a_hundred_times_as_large_at_most(int length) => Refused("a", Zips.Of([("zeros", new byte[length])]));

    [Fact]
    public void All_have_twenty_mebibytes_at_most()
    {
        var random = new Random(7);
        var line = new byte[60];
        random.NextBytes(line);
        byte[] tenMebibytes = [.. Enumerable.Range(0, 10 * 1024 * 1024 / 64).SelectMany(i => (byte[])[.. BitConverter.GetBytes(i * 7919), .. line])];
        var files = Enumerable.Range(0, 2).Select(i => ($"{i}", tenMebibytes)).ToList();

        Assert.Equal(2, SafeZip.Read(Zips.Of(files)).Count);
        Refused("more than 20 MiB", Zips.Of([.. files, ("one byte", [1])]));
    }

    // Where a directory says what is not so: sizes, checksums, flags, places.
    [Theory]
    [InlineData(24, 3_999u, "is broken")] // shorter than it is
    [InlineData(24, 4_001u, "is broken")]
    [InlineData(24, 0xFFFF_FFF0u, "more than 20 MiB")]
    [InlineData(20, 100_000u, "overlap")]
    [InlineData(20, 10u, "more than 100 times")]
    [InlineData(16, 0u, "is broken")]
    [InlineData(42, 5u, "no zip")]
    [InlineData(8, 0x0008_0001u, "is encrypted")]
    [InlineData(8, 0x0063_0000u, "no zip")] // a method that there is not
    public void Nothing_in_it_is_believed(int field, uint value, string said)
    {
        var zip = Zips.Of([("a", Noise)]);
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(directory + field), value);

        Refused(said, zip);
    }

    // One piece of compressed zeros that many names share: 1.4 MB of them would have 281 TB.
    [Fact]
    public void Files_do_not_share_their_bytes()
    {
        var zip = Zips.Of([("a", Noise)]);
        var (directory, end) = (zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8), zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8));
        byte[] other = [.. zip[directory..end]];
        other[^1] = (byte)'b';
        byte[] both = [.. zip[..end], .. other, .. zip[end..]];
        var last = both.AsSpan(end + other.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(last[8..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(last[10..], 2);
        BinaryPrimitives.WriteInt32LittleEndian(last[12..], 2 * other.Length);

        Refused("overlap", both);
    }

    [Fact]
    public void What_is_no_zip_is_refused()
    {
        Refused("no zip", []);
        Refused("no zip", Noise);
        Refused("no zip", Zips.Of(("a", "x"))[..^10]);
        Refused("no zip", [.. Noise, .. Zips.Of(("a", "x"))]); // a program that unpacks itself
    }

    private static void Refused(string said, byte[] zip) =>
        Assert.Contains(said, Assert.Throws<UnreadableFileException>(() => SafeZip.Read(zip)).Message, StringComparison.Ordinal);
}
