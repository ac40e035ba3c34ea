using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Models;
using ContactsPS.Client;
using ContactsPS.Sandbox;

namespace ContactsPS.Mono.Tests;

/// <summary>
/// The shipped files in their shipped layout: client and sandbox have only the folder for Windows PowerShell and the framework, and no binding redirects. The other tests run next to
/// the assemblies of the test framework, with redirects.
/// </summary>
public sealed class OwnFolderTests
{
    [Fact]
    public void Client_and_sandbox_need_only_their_own_folder_and_the_framework()
    {
        var folder = Path.Combine(Root(), "bin", "net472");

        // A copy on its own, since the folder of an assembly is searched too.
        var alone = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        var copy = Path.Combine(alone.FullName, Path.GetFileName(typeof(Guest).Assembly.Location));
        File.Copy(typeof(Guest).Assembly.Location, copy);
        var domain = AppDomain.CreateDomain("Windows PowerShell", securityInfo: null, new AppDomainSetup { ApplicationBase = folder });
        try
        {
            var guest = (Guest)domain.CreateInstanceFromAndUnwrap(copy, typeof(Guest).FullName!);
            Assert.Equal("250 created, 250 listed", guest.CreateAndList(250));
            Assert.Equal(folder, guest.Folder.TrimEnd(Path.DirectorySeparatorChar));
        }
        finally
        {
            AppDomain.Unload(domain);
            alone.Delete(recursive: true);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppDomain.CurrentDomain.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ContactsPS.psd1")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from within the repository.");
        }

        return folder.FullName;
    }

    /// <summary>Runs in the other application domain.</summary>
    public sealed class Guest : MarshalByRefObject
    {
#pragma warning disable CA1822 // called through a proxy, which only an instance has
        /// <summary>The folder of the client's assembly.</summary>
        public string Folder => Path.GetDirectoryName(typeof(ContactsClient).Assembly.Location)!;

        public string CreateAndList(int count)
        {
            using var server = SandboxServer.Start();
            using var client = new ContactsClient(new ContactsClientOptions { BaseUri = server.BaseUri, ApplicationKey = server.ApplicationKey, AuthorizationToken = server.AuthorizationToken });
            return Task.Run(async () =>
            {
                var created = await client.AddContactsAsync([.. Enumerable.Range(1, count).Select(i => new NewContact { ExternalId = $"K{i}", Email = $"c{i}@example.com" })]);
                var listed = 0;
                await foreach (var contact in client.ListContacts())
                {
                    listed += contact.Id is null ? 0 : 1;
                }

                return $"{created.Items.Count(item => item.Outcome == BatchOutcome.Accepted)} created, {listed} listed";
            }).GetAwaiter().GetResult();
        }
#pragma warning restore CA1822
    }
}
