using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PublicVoice.Reports.Comments;

/// <summary>Words of a comment: in small letters, spellings folded, words without content and comments without content known.</summary>
internal static class CommentWords
{
    /// <summary>Shorter words say nothing by themselves, apart from those among the spellings ("wc", "ac").</summary>
    private const int FewestLetters = 3;

    private static readonly FrozenSet<string> Stop = Set(
        """
        ada adalah agar aja akan aku anda antara apa apabila atas atau bagi bahwa banget bapak beberapa begitu berada biar bisa boleh buat
        bu ibu cukup cuma dalam dan dapat dari daripada dengan di dia dimana dong dpt dr dg dgn dlm e gitu hal hanya harap harus hingga ia ialah
        ini itu itulah jadi jd jg jika juga ka kadang kak kalau kalo kami kan karena karna kasih kayak ke kepada kita klo kok krn lagi lah
        lain lalu lebih lg makin maka mas masih mau mba mbak melalui mereka merupakan mohon mungkin n nah namun nan nih nya oleh olh pada pak para
        pas per perlu pernah pun sama sampai sangat saat saja saya sdh se sebagai sebelum sebuah secara sedang sehingga sekali seperti
        sering serta setelah setiap siapa sih sudah supaya sy tapi telah tentang terhadap terima terlalu tersebut tetap tetapi tiap tlg tolong trims
        tsb udah untuk untk utk ya yaitu yang yg yah waktu
        a about after again all also am an and any are as at be because been but by can could do does for from get had has have he her his
        how i if in into is it its just like me more my of on or our out please she should so some than thank thanks that the their them
        then there they this to too us very was we were what when which who will with would you your
        """);

    private static readonly FrozenDictionary<string, string> Spelling = Map(
        """
        antrean:antri,antre,antrian,antiran,mengantri,mengantre,ngantri,ngantre,antriannya,antreannya
        parkir:parkiran,parkirnya,parkirannya
        pelayanan:layanan,pelayanannya,pelayananya,layanannya
        petugas:petugasnya,ptgs
        lama:lamaa,lamanya,lma
        cepat:cpt,cepet
        ramah:rmh,ramahnya
        toilet:wc,toiletnya
        ac:ac,acnya
        biaya:biayanya
        jaringan:jaringannya
        sistem:sistim,sistemnya,system
        ruang:ruangan,ruangannya
        informasi:info,informasinya
        persyaratan:syarat,syaratnya,persyaratannya
        loket:loketnya
        queue:queues,queueing,queuing
        officer:officers
        """);

    /// <summary>They turn the next word round, so they are counted with it: "kurang ramah".</summary>
    private static readonly FrozenDictionary<string, string> Negation = Map(
        """
        tidak:tidak,tdk,tak,ga,gak,gk,nggak,ngga,enggak,engga,ndak,tdak,g
        kurang:kurang,krg,krang
        belum:belum,blm,blum
        bukan:bukan
        jangan:jangan,jgn
        not:not,no,never,without
        tanpa:tanpa
        """);

    private static readonly FrozenSet<string> Empty = Set(
        """
        ok oke okay okey okeh oce sip siap ya iya yes yoi y n no none nil nihil nothing na kosong null tes test testing coba hehe haha wkwk wk wkwkwk
        amin aamiin x xx xxx a b c lol hmm hm dst etc
        """);

    private static readonly FrozenSet<string> EmptyAfterNone = Set(
        """
        ada saran kritik masukan komentar keluhan usul usulan pendapat pesan kendala dan atau apa apapun apa2 sejauh untuk utk saat sementara sekarang ini lagi
        sih kok terima kasih makasih trims ya pak bu cukup semua comment comments suggestion suggestions complaint complaints any more
        """);

    /// <summary>True for comments such as ".", "-", "tidak ada", "nihil" or "ok".</summary>
    public static bool IsNoise(string text)
    {
        var words = Split(text).Select(Squeeze).ToList();
        if (words.Count == 0 || words.TrueForAll(Empty.Contains))
        {
            return true;
        }

        return Negation.ContainsKey(words[0]) && words.Count > 1 && words.Skip(1).All(word => EmptyAfterNone.Contains(word) || Negation.ContainsKey(word))
            && (words.Contains("ada", StringComparer.Ordinal) || Negation[words[0]] == "not");
    }

    /// <summary>Terms in order; null where a word without content or the end of a phrase stands between.</summary>
    public static IEnumerable<(string Folded, string Written)?> Terms(string text)
    {
        string? negation = null;
        var writtenNegation = "";
        foreach (var clause in text.Split(['.', ',', ';', '!', '?', '\n', '(', ')', ':', '/'], StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var word in Split(clause))
            {
                if (Negation.TryGetValue(word, out var turned))
                {
                    negation = turned;
                    writtenNegation = word;
                    continue;
                }

                if ((word.Count(char.IsLetter) < FewestLetters && !Spelling.ContainsKey(word)) || Stop.Contains(word))
                {
                    // "tidak terlalu ramah" is still not friendly: the negation waits for its word.
                    yield return null;
                    continue;
                }

                var folded = Spelling.GetValueOrDefault(word, word);
                yield return negation is null ? (folded, word) : ($"{negation} {folded}", $"{writtenNegation} {word}");
                negation = null;
            }

            negation = null;
            yield return null;
        }
    }

    private static IEnumerable<string> Split(string text)
    {
        var lower = text.ToLower(CultureInfo.InvariantCulture);
        var start = -1;
        for (var i = 0; i <= lower.Length; i++)
        {
            if (i < lower.Length && (char.IsLetterOrDigit(lower[i]) || (lower[i] == '-' && start >= 0)))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                var word = lower[start..i].TrimEnd('-');
                if (word.Any(char.IsLetter))
                {
                    yield return word;
                }

                start = -1;
            }
        }
    }

    /// <summary>"okkkk" is "ok"; two equal letters may be a word's own.</summary>
    private static string Squeeze(string word)
    {
        var squeezed = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var inRun = i > 0 && word[i] == word[i - 1];
            var longRun = (i > 1 && inRun && word[i] == word[i - 2]) || (inRun && i + 1 < word.Length && word[i] == word[i + 1]);
            if (!longRun)
            {
                squeezed.Append(word[i]);
            }
        }

        return squeezed.ToString();
    }

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Map(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(':'))
            .SelectMany(parts => parts[1].Split(',').Select(word => KeyValuePair.Create(word, parts[0])))
            .ToFrozenDictionary(StringComparer.Ordinal);
}
