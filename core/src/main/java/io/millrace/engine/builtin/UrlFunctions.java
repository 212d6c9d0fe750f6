package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.types.DataTypes;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;

/** Parts of URLs, and text as URLs hold it. */
public final class UrlFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of("parse_url", "try_parse_url", "url_encode", "url_decode", "try_url_decode");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "parse_url" -> parse(name, true);
            case "try_parse_url" -> parse(name, false);
            case "url_encode" ->
                scalar(name)
                        .replaced()
                        .takes(STRING)
                        .gives(DataTypes.StringType)
                        .mayBeNull()
                        .kernel(Kernels.writing((in, row, out) ->
                                out.appendAscii(URLEncoder.encode(in.stringAt(0, row), StandardCharsets.UTF_8))))
                        .describe("The text as a form of a web page sends it.", "url_encode('a b&c')");
            case "url_decode" -> decode(name, true);
            case "try_url_decode" -> decode(name, false);
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec decode(String name, boolean strict) {
        return scalar(name)
                .replaced()
                .takes(STRING)
                .shownAs("url_decode")
                .gives(DataTypes.StringType)
                .mayBeNull()
                .kernel(Kernels.<BytesVector>strictFor(call -> (in, row, out) -> {
                    String url = in.stringAt(0, row);
                    try {
                        out.set(row, URLDecoder.decode(url, StandardCharsets.UTF_8));
                    } catch (IllegalArgumentException e) {
                        if (strict) {
                            throw new MillraceIllegalArgumentException(
                                    call.settings().error(ErrorCondition.CANNOT_DECODE_URL, "url", url), e);
                        }
                        out.setNull(row);
                    }
                }))
                .describe(
                        "The text that a form of a web page sent" + (strict ? "." : ", or NULL."),
                        name + "('a+b%26c')");
    }

    private static ScalarSpec parse(String name, boolean strict) {
        return scalar(name)
                .replaced()
                .takes(STRING.asWritten(), STRING.asWritten())
                .optional(STRING.asWritten())
                .shownAs("parse_url")
                .gives(DataTypes.StringType)
                .mayBeNull()
                .kernel(Kernels.<BytesVector>strictFor(call -> (in, row, out) -> {
                    String url = in.stringAt(0, row);
                    String part = null;
                    try {
                        part = part(new URI(url), in.stringAt(1, row));
                    } catch (URISyntaxException e) {
                        if (strict && call.ansi()) {
                            throw new MillraceIllegalArgumentException(
                                    call.settings().error(ErrorCondition.INVALID_URL, "url", url), e);
                        }
                    }
                    if (part != null && in.count() > 2) {
                        part = in.stringAt(1, row).equals("QUERY") ? valueOf(call, part, in.stringAt(2, row)) : null;
                    }
                    if (part == null) {
                        out.setNull(row);
                    } else {
                        out.set(row, part);
                    }
                }))
                .describe(
                        "A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO; of QUERY also"
                                + " the value of one key.",
                        name + "('http://spark.apache.org/path?query=1', 'HOST')");
    }

    private static String part(URI uri, String name) {
        return switch (name) {
            case "HOST" -> uri.getHost();
            case "PATH" -> uri.getRawPath();
            case "QUERY" -> uri.getRawQuery();
            case "REF" -> uri.getRawFragment();
            case "PROTOCOL" -> uri.getScheme();
            case "FILE" -> uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
            case "AUTHORITY" -> uri.getRawAuthority();
            case "USERINFO" -> uri.getRawUserInfo();
            default -> null;
        };
    }

    private static String valueOf(KernelCall call, String query, String key) {
        Matcher matcher =
                PatternFunctions.compile(call, "(&|^)" + key + "=([^&]*)").matcher(query);
        return matcher.find() ? matcher.group(2) : null;
    }
}
