namespace PublicVoice.Reports.Indicators;

/// <summary>
/// Quantiles of the normal and of Student's distribution, from the series in M. Abramowitz and I. A. Stegun, Handbook of
/// Mathematical Functions (1964), solved by Newton's method: at least ten correct digits, checked against published tables.
/// </summary>
internal static class Quantiles
{
    internal const double Normal975 = 1.959963984540054;

    private const int LargestSeries = 400;

    private static readonly double[] Student = new double[LargestSeries + 1];

    /// <summary>97.5 % quantile of Student's t, for two-sided 95 % intervals.</summary>
    /// <param name="degrees">Degrees of freedom, 1 or more.</param>
    internal static double Student975(long degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (degrees > LargestSeries)
        {
            return Expansion(degrees);
        }

        // Every thread that finds 0 computes the same number.
        if (Student[degrees] == 0)
        {
            Student[degrees] = Solve((int)degrees);
        }

        return Student[degrees];
    }

    /// <summary>The value a standard normal variable exceeds with this probability (0 &lt; p ≤ 0.5).</summary>
    internal static double NormalUpper(double probability)
    {
        var x = 2.0;
        for (var step = 0; step < 50; step++)
        {
            var next = x + ((0.5 - NormalFromCentre(x) - probability) / NormalDensity(x));
            next = Math.Clamp(next, 0, 8);
            if (Math.Abs(next - x) < 1e-13)
            {
                return next;
            }

            x = next;
        }

        return x;
    }

    private static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Probability between 0 and x (26.2.11).</summary>
    private static double NormalFromCentre(double x)
    {
        double term = x, sum = x;
        for (var odd = 3; odd < 401; odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }

        return NormalDensity(x) * sum;
    }

    /// <summary>26.7.5: the error is below 1e-10 for more than 400 degrees of freedom.</summary>
    private static double Expansion(double degrees)
    {
        const double X = Normal975;
        const double X2 = X * X;
        var g1 = X * (X2 + 1) / 4;
        var g2 = X * ((((5 * X2) + 16) * X2) + 3) / 96;
        var g3 = X * ((((((3 * X2) + 19) * X2) + 17) * X2) - 15) / 384;
        return X + ((g1 + ((g2 + (g3 / degrees)) / degrees)) / degrees);
    }

    private static double Solve(int degrees)
    {
        var t = degrees < 3 ? (degrees == 1 ? 12.7 : 4.3) : Expansion(degrees);
        for (var step = 0; step < 50; step++)
        {
            var (between, density) = Between(t, degrees);
            var move = (between - 0.95) / (2 * density);
            t -= move;
            if (Math.Abs(move) < 1e-13)
            {
                break;
            }
        }

        return t;
    }

    /// <summary>P(−t &lt; T &lt; t) by the finite series for whole degrees of freedom (26.7.3, 26.7.4), and the density at t from the same constants.</summary>
    private static (double Between, double Density) Between(double t, int degrees)
    {
        var angle = Math.Atan(t / Math.Sqrt(degrees));
        var (sin, cos) = Math.SinCos(angle);
        var odd = degrees % 2 == 1;
        double term = odd ? cos : 1, sum = odd && degrees == 1 ? 0 : term;
        for (var k = odd ? 3 : 2; k <= degrees - 2; k += 2)
        {
            term *= cos * cos * (k - 1) / k;
            sum += term;
        }

        // The density constant Γ((ν+1)/2) / (√(νπ) Γ(ν/2)), by the recursion from 1/π (ν = 1) or 1/2 (ν = 2) of the angle's density.
        var constant = odd ? 1 / Math.PI : 0.5;
        for (var k = odd ? 3 : 4; k <= degrees; k += 2)
        {
            constant *= (k - 1.0) / (k - 2.0);
        }

        var density = constant * Math.Pow(cos, degrees + 1) / Math.Sqrt(degrees);
        return (odd ? 2 / Math.PI * (angle + (sin * sum)) : sin * sum, density);
    }
}
