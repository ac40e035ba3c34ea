Describe 'Invoke-ContactApi' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $null = 1..25 | ForEach-Object { [pscustomobject]@{ ExternalId = "A-$_"; Email = "a$_@example.com" } } | New-Contact
    }
    AfterAll { Stop-ContactSandbox }
    BeforeEach { $before = $sandbox.RequestCount }

    It 'writes the items of data as objects' { (Invoke-ContactApi /group).name | Should -Contain 'Newsletter' }
    It 'accepts a path with or without its slash' { @(Invoke-ContactApi group).Count | Should -Be @(Invoke-ContactApi /group).Count }
    It 'sends the query, escaped' { (Invoke-ContactApi /contact -Query @{ 'externalId' = 'A-7' }).email | Should -Be 'a7@example.com' }
    It 'reads to the end with -Paginate, in pages of limit' {
        @(Invoke-ContactApi /contact -Query @{ limit = 10 } -Paginate -ThrottleLimit 1).Count | Should -Be 25
        $sandbox.RequestCount - $before | Should -Be 4 -Because 'only an empty page ends a list'
    }
    It 'reads no more than -First' {
        @(Invoke-ContactApi /contact -Query @{ limit = 10 } -Paginate -First 5).Count | Should -Be 5
        $sandbox.RequestCount - $before | Should -BeIn 1, 2
    }
    It 'sends hashtables as JSON' {
        $made = Invoke-ContactApi /contact -Method POST -Body @(@{ email = 'api@example.com'; firstName = 'Zofia' })
        $made | Should -Not -BeNullOrEmpty
        (Get-Contact -Email api@example.com).FirstName | Should -Be 'Zofia'
    }
    It 'sends a text unchanged, as JSON' {
        $null = Invoke-ContactApi /contact -Method POST -Body '[{"email":"text@example.com"}]'
        @(Get-Contact -Email text@example.com).Count | Should -Be 1
    }
    It 'sends nothing under -WhatIf, but still reads' {
        Invoke-ContactApi /contact -Method DELETE -Body @{ id = 1 } -WhatIf
        Get-Change $before | Should -BeNullOrEmpty
        Invoke-ContactApi /group -WhatIf | Should -Not -BeNullOrEmpty
    }
    It 'reports <id> for <name>' -ForEach @(
        @{ name = 'a path with a host'; id = 'InvalidField'; arguments = @{ Path = 'https://example.com/group' } }
        @{ name = 'a path that leads out of the API'; id = 'InvalidField'; arguments = @{ Path = '/../v1/group' } }
        @{ name = 'a body that is no JSON'; id = 'InvalidField'; arguments = @{ Path = '/contact'; Method = 'POST'; Body = '[{' } }
        @{ name = 'pages of a POST'; id = 'InvalidField'; arguments = @{ Path = '/contact'; Method = 'POST'; Paginate = $true } }
        @{ name = 'a contact that the service refuses'; id = 'Refused'; arguments = @{ Path = '/contact'; Method = 'POST'; Body = @(@{ email = 'no address' }) } }
    ) {
        Invoke-ContactApi @arguments -ErrorAction SilentlyContinue -ErrorVariable found
        Get-ErrorId $found[0] | Should -Be $id
        $found[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
