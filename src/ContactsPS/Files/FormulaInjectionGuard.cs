namespace ContactsPS.Files;

/// <summary>
/// Text that a spreadsheet must not run as a formula (<c>=HYPERLINK(…)</c>): an apostrophe before it makes it text. A phone number with its plus, or another number, is harmless and not
/// changed. Reading removes one apostrophe, and the <c>="00124"</c> with which Excel keeps zeros, so writing puts an apostrophe before every text that reading would change.
/// </summary>
internal static class FormulaInjectionGuard
{
    private const char Guard = '\'';

    // The last four are the full-width forms, which some spreadsheets accept too.
    private const string Starters = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>The cell for a text.</summary>
    public static string Guarded(string text) => IsFormula(text) || !ReferenceEquals(Restored(text), text) ? Guard + text : text;

    /// <summary>The text of a cell.</summary>
    /// <returns>The same instance if there is nothing to remove.</returns>
    public static string Restored(string cell)
    {
        if (cell.Length < 2 || (cell[0] != Guard && cell[0] != '='))
        {
            return cell;
        }

        return cell[0] == '=' ? UnquotedFormula(cell)
            : StartsFormula(cell.TrimStart(Guard)) ? cell.Substring(1)
            : cell;
    }

    private static string UnquotedFormula(string cell)
    {
        if (cell.Length < 3 || cell[1] != '"' || cell[cell.Length - 1] != '"')
        {
            return cell;
        }

        var text = cell.Substring(2, cell.Length - 3).Replace("\"\"", "\0");
        return text.IndexOf('"') < 0 && cell.IndexOf('\0') < 0 ? text.Replace('\0', '"') : cell;
    }

    private static bool IsFormula(string text) => StartsFormula(text) && !IsNumber(text);

    private static bool StartsFormula(string text) => text.Length > 0 && Starters.Contains(text[0]);

    private static bool IsNumber(string text) => text[0] is '+' or '-' && text.Length > 1 && text.Skip(1).All(c => c is (>= '0' and <= '9') or '.');
}
