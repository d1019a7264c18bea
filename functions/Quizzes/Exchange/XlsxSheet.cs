using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;

namespace QuizPlatform.Quizzes;

/// <summary>The first sheet of an xlsx, whoever sent it.</summary>
internal static class XlsxSheet
{
    // As many as Excel has. The library passes through all rows up to the last, each as wide as the sheet.
    private const int MaxColumns = 16_384, MaxRows = 1_048_576, MaxCells = 16 * MaxRows, MaxText = 32_767;

    // It asks for windows-1252 by its number, which old files (xls) may be in.
    static XlsxSheet() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The rows that have anything in their first columns, read while they are asked for.</summary>
    /// <param name="warn">Told of what the library does not tell.</param>
    public static IEnumerable<XlsxRow> Rows(ReadOnlyMemory<byte> bytes, int columns, Action<Sentence> warn)
    {
        var files = SafeZip.Read(bytes); // before the library looks into it, which checks nothing
        RequireSmall(files.Values);
        var sheets = files.Where(file => file.Key.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase));
        if (sheets.Any(file => file.Value.AsSpan().IndexOf(" t=\"e\""u8) >= 0))
            warn("Cells that have an error, as #N/A, are empty here.");
        using var sheet = OrUnreadable(() => ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(bytes.ToArray(), writable: false)));
        if (sheet.FieldCount is < 0 or > MaxColumns || sheet.RowCount is < 0 or > MaxRows)
            throw new UnreadableFileException(null, $"Its first sheet has more than {MaxColumns} columns or {MaxRows} rows.");
        if ((long)sheet.FieldCount * sheet.RowCount > MaxCells)
            throw new UnreadableFileException(null, "In its first sheet something is far to the right, and something far down. Delete one of them.");
        for (var number = 1; number <= MaxRows && OrUnreadable(sheet.Read); number++)
        {
            XlsxCell[] cells = [.. Enumerable.Range(0, columns).Select(column => column < sheet.FieldCount ? XlsxCell.Of(sheet, column) : default)];
            if (cells.Any(cell => cell.Text is not null))
                yield return new(number, cells);
        }
    }

    // The library puts a text together piece by piece, in the square of the time, and keeps whatever there is.
    private static void RequireSmall(IEnumerable<byte[]> files)
    {
        var budget = new XmlBudget();
        foreach (var file in files)
        {
            var (text, length) = (-1, 0); // at which depth one began, and how long it is
            SafeXml.Each(file, at =>
            {
                budget.Spend(at);
                if (text < 0 && at is { NodeType: XmlNodeType.Element, LocalName: "si" or "is", IsEmptyElement: false })
                    (text, length) = (at.Depth, 0);
                else if (at.NodeType == XmlNodeType.EndElement && at.Depth == text)
                    text = -1;
                else if (text >= 0 && at.HasValue && (length += at.Value.Length) > MaxText)
                    throw new UnreadableFileException(null, $"A cell in it has more than {MaxText} characters.");
            });
        }
    }

    private static T OrUnreadable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutOfMemoryException) // of all kinds, in a file that somebody broke
        {
            throw new UnreadableFileException(null, "It is no xlsx, or a broken one.");
        }
    }
}

/// <param name="Number">Counted from 1, as spreadsheets show it.</param>
internal sealed record XlsxRow(int Number, IReadOnlyList<XlsxCell> Cells);

/// <param name="Text">Null where there is nothing but blanks.</param>
/// <param name="IsRough">Whether the spreadsheet shows it in another way, as money or a date.</param>
internal readonly record struct XlsxCell(string? Text, bool IsRough = false)
{
    private const string Digits = "G15"; // as many as spreadsheets have: 0.1 + 0.2 is 0.3 there

    public static XlsxCell Of(IExcelDataReader sheet, int column)
    {
        var format = sheet.GetNumberFormatString(column) ?? "";
        return sheet.GetValue(column) switch
        {
            null => default,
            string text => new(text.Trim() is { Length: > 0 } some ? some : null),
            bool isTrue => new(isTrue ? "TRUE" : "FALSE"),
            DateTime time => new(Invariant(time, time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss"), IsRough: true),
            double number when format.EndsWith('%') => new(Invariant(number * 100, Digits) + "%"),
            double number => new(
                Invariant(number, Digits), IsRough: format is not ("" or "General") && !format.All(c => c is '0' or '#' or '.' or ',' or '@')),
            IFormattable other => new(Invariant(other), IsRough: true),
            var other => new(other.ToString(), IsRough: true),
        };
    }

    private static string Invariant(IFormattable value, string? format = null) => value.ToString(format, CultureInfo.InvariantCulture);
}
