using Microsoft.OpenApi;

namespace PublicVoice.Web.Pages.Api;

/// <summary>The description of the interface for machines at /openapi/v1.json.</summary>
public static class OpenApi
{
    /// <summary>Stands for any body, which the handler judges itself; it is not part of the description.</summary>
    public const string AnyBody = "*/*";

    private const string Key = "api-key";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "PublicVoice", Version = "1", Description = "For queue machines: order visit codes with an API key made at /staff/api-keys." };
            document.Servers?.Clear(); // the host of the request is chosen by its sender
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "pvk_…" };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, context.Document)] = [] }];
            operation.RequestBody?.Content?.Remove(AnyBody);
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = VisitCodesApi.OrderKeyHeader,
                In = ParameterLocation.Header,
                Description = "The same key within a day gets the same codes again; at most 200 characters.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = VisitCodes.VisitCodeOrder.KeyMaxLength },
            });
            return Task.CompletedTask;
        });
    });
}
