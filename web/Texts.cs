namespace QuizPlatform.Web;

/// <summary>Names the texts: <c>Texts.resx</c> in English, <c>Texts.{language}.resx</c> in every other language.</summary>
public sealed class Texts;
