using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace QuizPlatform.Quizzes.Tests.Exchange;

/// <summary>Zips, and the spreadsheets that are zips.</summary>
internal static class Zips
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static byte[] Of(params (string Path, string Text)[] files) => Of(files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Text))));

    public static byte[] Of(IEnumerable<(string Path, byte[] Bytes)> files)
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, bytes) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(bytes);
            }
        }

        return zipped.ToArray();
    }

    public static List<(string Path, byte[] Bytes)> Files(byte[] zipped)
    {
        using var zip = new ZipArchive(new MemoryStream(zipped));
        return [.. zip.Entries.Select(entry => (entry.FullName, Bytes(entry)))];

        static byte[] Bytes(ZipArchiveEntry entry)
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    /// <summary>Kahoot's template: its headings in row 8, and below them rows of B to H.</summary>
    public static byte[] Kahoot(params object?[][] rows)
    {
        object?[] headings = ["Question - max 120 characters", "Answer 1", "Answer 2", "Answer 3", "Answer 4", "Time limit (sec)", "Correct answer(s)"];
        object?[][] all = [headings, .. rows];
        return Sheet(string.Concat(all.Select((row, i) => $"<row r='{i + 8}'><c r='A{i + 8}'><v>{i}</v></c>{Cells(row, i + 8)}</row>")));
    }

    /// <param name="rows">As XML; of the styles of cells 1 is per cent, 2 a date, 3 money.</param>
    public static byte[] Sheet(string rows, string strings = "") => Of(
        ("xl/workbook.xml", $"<workbook xmlns='{Main}' xmlns:r='{Relations}'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            + $"<Relationship Id='rId1' Type='{Relations}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"),
        ("xl/styles.xml",
            $"<styleSheet xmlns='{Main}'><cellXfs><xf numFmtId='0'/><xf numFmtId='9'/><xf numFmtId='14'/><xf numFmtId='7'/></cellXfs></styleSheet>"),
        ("xl/sharedStrings.xml", $"{strings}<sst xmlns='{Main}'><si><t>shared</t></si></sst>"),
        ("xl/worksheets/sheet1.xml", $"<worksheet xmlns='{Main}'><sheetData>{rows}</sheetData></worksheet>"));

    private static string Cells(object?[] cells, int row) => string.Concat(cells.Select((cell, i) => Cell(cell, $"{(char)('B' + i)}{row}")));

    private static string Cell(object? cell, string at) => cell switch
    {
        null => "",
        (double number, int style) => string.Create(CultureInfo.InvariantCulture, $"<c r='{at}' s='{style}'><v>{number}</v></c>"),
        bool isTrue => $"<c r='{at}' t='b'><v>{(isTrue ? 1 : 0)}</v></c>",
        string text => $"<c r='{at}' t='inlineStr'><is><t>{SecurityElement.Escape(text)}</t></is></c>",
        _ => string.Create(CultureInfo.InvariantCulture, $"<c r='{at}'><v>{cell}</v></c>"),
    };
}
