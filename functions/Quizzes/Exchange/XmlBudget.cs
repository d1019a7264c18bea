using System.Xml;

namespace QuizPlatform.Quizzes;

/// <summary>How much XML there may be in one zip, all its files together: it is small there, and long to read.</summary>
internal sealed class XmlBudget
{
    private const int MaxParts = 150_000; // a question of 20 options has 200
    private const int MaxAttributes = 1_000; // of one element: the more, the longer each takes

    private int _left = MaxParts;

    /// <summary>Counts what a reader is at.</summary>
    /// <exception cref="UnreadableFileException">That is too much.</exception>
    public void Spend(XmlReader at)
    {
        _left -= at.NodeType == XmlNodeType.EndElement ? 0 : 1 + at.AttributeCount;
        if (_left < 0)
            throw new UnreadableFileException(null, $"Its XML has more than {MaxParts} elements, attributes and texts.");
        if (at.AttributeCount > MaxAttributes)
            throw new UnreadableFileException(null, $"An element of its XML has more than {MaxAttributes} attributes.");
    }
}
