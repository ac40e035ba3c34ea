using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace ContactsPS.Testing;

/// <summary>A host that records everything that it shows, and answers yes to every question.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly Screen screen = new();

    public override string Name => "Recording";

    /// <summary>Chooses an answer, given the default choice; by default the first, which continues.</summary>
    public Func<int, int> Choose { get => screen.Choose; set => screen.Choose = value; }

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => screen;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public string Shown => screen.Shown.ToString();

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
        // Nothing native is run.
    }

    public override void NotifyEndApplication()
    {
        // Nothing native is run.
    }

    public override void SetShouldExit(int exitCode) => throw new NotSupportedException();

    private sealed class Screen : PSHostUserInterface
    {
        public StringBuilder Shown { get; } = new();

        public Func<int, int> Choose { get; set; } = static _ => 0;

        public override PSHostRawUserInterface? RawUI => null;

        public override void Write(string value) => Shown.Append(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Shown.Append(value);

        public override void WriteLine(string value) => Shown.AppendLine(value);

        public override void WriteErrorLine(string value) => Shown.AppendLine(value);

        public override void WriteDebugLine(string message) => Shown.AppendLine(message);

        public override void WriteVerboseLine(string message) => Shown.AppendLine(message);

        public override void WriteWarningLine(string message) => Shown.AppendLine(message);

        public override void WriteProgress(long sourceId, ProgressRecord record) => Shown.AppendLine(record.ToString());

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();

        /// <summary>With -Debug, the engine also asks after each warning.</summary>
        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Shown.AppendLine(caption).AppendLine(message);
            return Choose(defaultChoice);
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            new(userName, new System.Net.NetworkCredential(string.Empty, "typed at the prompt").SecurePassword);

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            PromptForCredential(caption, message, userName, targetName);
    }
}
