using PublicVoice.Web.Accounts;

namespace PublicVoice.Web.Tests.Staff;

public class CommonPasswordsTests
{
    [Theory]
    [InlineData("123456789012", true)]
    [InlineData("password1234", true)]
    [InlineData("Password-Password!", true)]
    [InlineData("!!Bismillah2026", true)]
    [InlineData("admin12345678", true)]
    [InlineData("myPublicVoice9", true)]
    [InlineData("Siti.Aminah-1987", true)]
    [InlineData("kuda-putih-di-sawah", false)]
    [InlineData("gajah-besar-sekali", false)]
    [InlineData("indonesia di pagi hari", false)]
    public void IsCommon_WhatIsGuessedFirst_IsFound(string password, bool expected) =>
        Assert.Equal(expected, CommonPasswords.IsCommon(password, "siti.aminah@kota.example"));

    [Fact]
    public void IsCommon_ShortOwnName_DoesNotCount() => Assert.False(CommonPasswords.IsCommon("kerbau-ada-di-sawah", "ada@kota.example"));
}
