# What PSScriptAnalyzer is asked here: everything from warnings up, save what a reason below takes out.
@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # The tour and the build talk to a person at a console; nobody pipes what they say.
        'PSAvoidUsingWriteHost'
        # Pester shares what BeforeAll and BeforeEach assign with the tests, which this rule does not see.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
