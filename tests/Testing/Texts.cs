namespace QuizPlatform.Testing;

/// <summary>Texts as people and their attackers write them; tests of whatever takes a text go by them.</summary>
public static class Texts
{
    /// <summary>Nobody may have these in what others see, in a line or in lines.</summary>
    public static IReadOnlyList<string> Unfit { get; } =
    [
        "\u3164", "\u115F\u1160", "\u2800", "\u2800\u2800\u2800", "\uFFA0", "Ann\u3164", "A\u1160nn", "A\uFFA0nn", "Ann\u2800", // fillers, Braille blank
        "\u17B4\u17B5", "a\u17B4", "\u034F", "a\u034Fb", "\uFFFC", "\U0001D159", "\U00013441", "\u180E", "A\u180Bnn\u180C\u180D",
        "\U000E0041\U000E006E\U000E006E", "Ann\U000E0041", "\U0001F3F4\U000E0061", "\U0001F3F4\U000E0061\U000E007F", // tags that are no flag
        "Ann\u202Eevil", "a\u202Db", "a\u202A\u202Cb", "a\u2066b\u2069", "a\u2067b", "a\u2068b", // direction turned about
        "a\u200D", "a\u200Db", "\u200Da", "\u200D\u200D", "\u200C", "a\u200Cb", // joiners that join nothing
        "\u4E2D\u200D\u6587", "\U0001F600\u200D\u200D\U0001F600", "\u0645\u06CC\u200C\u200C\u0631",
        "\uFE0F", "a\uFE0F\uFE0F", "\uFE0Fa", "\U000E0100", "a \uFE0Fb", "a\U000E0100\U000E0101", // variants of nothing
        "\u2061\u2062", "a\u2064b", "a\u206Ab", "\uFFF9a\uFFFAb\uFFFB", "\U0001BCA0", "\U0001D173", "\U00013430",
        "a\0b", "a\u0007b", "a\u001Bb", "a\u0085b", "a\u009Bb", "a\u2028b", "a\u2029b", // controls
        "a\uE000b", "\U000F0000", "a\u0378b", "a\uFFFEb", "a\uFFFFb", "\uFDD0", "a\uD800b", "a\uDC00", "\uFFFD", // nobody's characters, halves of characters
        "Z\u0301\u0302\u0303\u0304\u0305", "a\u0489\u0489\u0489\u0489\u0489", "\u1EC7\u0301\u0302\u0303", "Z\u0301\u034F\u0302\u0303\u0304\u0305", // piles
        "a\U0001D165\U0001D165\U0001D165\U0001D165\U0001D165\U0001D165", "\u6F22\U00016FF0\U00016FF0\U00016FF0\U00016FF0\U00016FF0\U00016FF0\U00016FF0",
        "\uD55C" + new string('\u302F', 8), "a\u0301\u0903\u0301\u0301\u0301\u0301\u0903\u0301\u0301\u0301\u0301", "\u1019" + new string('\u103C', 9),
        "\U0001F469\u200D", "Ann \u2764\uFE0F\u200D", // joins whatever comes to stand beside it
        "H" + new string('\u0337', 30) + "E" + new string('\u0353', 30), "\u0301Ann", "\u20DD",
    ];

    /// <summary>Nobody may have these in a line; in lines they are ordinary.</summary>
    public static IReadOnlyList<string> UnfitInALine { get; } =
    [
        "a\nb", "a\r\nb", "a\tb", // lines and tabs
        "a\u00ADb", "a\u200Bb", "a\u2060b", "a\uFEFFb", "\u05E9\u200F!", "a\u200Eb", "a\u061Cb", // what comes along with what is pasted
    ];

    /// <summary>Everybody may write so.</summary>
    public static IReadOnlyList<string> Fit { get; } =
    [
        "Ann", "O'Hara-Smith, Jr.", "Zoë", "Nguyễn Thị Ánh", "Ngu\u0065\u0302\u0303n",
        "Łukasz", "Ærøskøbing", "Ştefan", "Ωμέγα", "Ольга Ёлкина",
        "Հայկ", "თამარ",
        "محمد", "مُحَمَّدٌ", "اللّٰه", "بِسْمِ ٱللَّهِ", "می\u200Cروم",
        "نامه\u200Cای", "ه\u200D", "שָׁלוֹם", "בְּרֵאשִׁ֖ית", "עִבְרִית",
        "अनुष्का", "क्\u200Dष", "श्री", "ന\u0D4D\u200D", "അവന\u0D4D\u200D", "ක්\u200Dෂ",
        "தமிழ்", "ಕನ್ನಡ", "বাংলা", "র্\u200Dয", "ગુજરાતી", "ਪੰਜਾਬੀ",
        "ภาษาไทย", "น้ำ", "ຜູ້", "བོད་ཡིག",
        "བསྒྲུབས", "ཧཱུྃ", "မြန်မာ", "\u1019\u103B\u103C\u103D\u103E\u1031\u1037",
        "ကျွန်ုပ်", "မြှို့", "ភាសាខ្មែរ", "ᠮᠣᠩᠭᠣᠯ",
        "ᠬ\u180B", "አማርኛ", "ꦗꦮ", "कॉन्क्लेव", "\uD55C\u302F", "\U00016F0A\U00016F54\U00016F8F",
        "山田　太郎", "葛\U000E0100城", "김민수", "한글", "ｶﾀｶﾅ", "𠮷野家",
        "😀", "❤️", "❤️\u200D🔥", "👩🏽\u200D🚀", "👨\u200D👩\u200D👧\u200D👦", "🏳️\u200D🌈", "🏴\u200D☠️",
        "🇩🇪", "1️⃣", "#️⃣ tag", "👁️\u200D🗨️", "🙂\u200D↔️", "☝🏿",
        "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "Quiz: ½ + ¼ = ?", "C# & F#: <T>", "x² ≥ −1", "ﷺ",
    ];
}
