namespace ContactsPS.Files;

/// <summary>
/// Text that a spreadsheet must not run as a formula (<c>=HYPERLINK(…)</c>): an apostrophe before it makes it text. A text that begins with apostrophes and then
/// such a character gets one more, so that reading takes off exactly what writing put on. A phone number with its plus, or another number, is harmless and stays as it is.
/// </summary>
internal static class FormulaInjectionGuard
{
    private const char Guard = '\'';

    // The last four are the full-width forms, which some spreadsheets take too.
    private const string Starters = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>The text as it goes into a cell.</summary>
    public static string Guarded(string text) => LooksLikeFormula(text) ? Guard + text : text;

    /// <summary>The text that was guarded.</summary>
    public static string Restored(string cell) => cell.Length > 1 && cell[0] == Guard && LooksLikeFormula(cell) ? cell.Substring(1) : cell;

    private static bool LooksLikeFormula(string text)
    {
        var start = 0;
        while (start < text.Length && text[start] == Guard)
        {
            start++;
        }

        return start < text.Length && Starters.Contains(text[start]) && !IsNumber(text, start);
    }

    private static bool IsNumber(string text, int start) =>
        text[start] is '+' or '-' && start + 1 < text.Length && text.Skip(start + 1).All(c => c is (>= '0' and <= '9') or '.');
}
