package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What XPath finds in a text of XML. Documents cannot bring in others. */
public final class XPathFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "xpath",
                "xpath_boolean",
                "xpath_short",
                "xpath_int",
                "xpath_long",
                "xpath_float",
                "xpath_double",
                "xpath_number",
                "xpath_string");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "xpath" ->
                path(name, new ArrayType(DataTypes.StringType, true), XPathConstants.NODESET, XPathFunctions::texts)
                        .describe(
                                "The texts of the nodes that a path leads to.",
                                "xpath('<a><b>b1</b></a>', 'a/b/text()')");
            case "xpath_boolean" ->
                path(name, DataTypes.BooleanType, XPathConstants.BOOLEAN, found -> found)
                        .describe(
                                "Whether a path leads to a node, or is true.",
                                "xpath_boolean('<a><b>1</b></a>', 'a/b')");
            case "xpath_short" -> number(name, DataTypes.ShortType, found -> (short) found.intValue());
            case "xpath_int" -> number(name, DataTypes.IntegerType, Double::intValue);
            case "xpath_long" -> number(name, DataTypes.LongType, Double::longValue);
            case "xpath_float" -> number(name, DataTypes.FloatType, Double::floatValue);
            case "xpath_double", "xpath_number" ->
                number("xpath_double", DataTypes.DoubleType, found -> found, "xpath_number");
            case "xpath_string" ->
                path(name, DataTypes.StringType, XPathConstants.STRING, found -> found)
                        .describe(
                                "The text of the first node that a path leads to.",
                                "xpath_string('<a><b>b</b></a>', 'a/b')");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Makes a value of what XPath gives. */
    private interface Result {
        Object of(Object found);
    }

    private interface NumberResult {
        Object of(Double found);
    }

    private static ScalarSpec number(String name, DataType type, NumberResult result, String... aliases) {
        return path(name, type, XPathConstants.NUMBER, found -> result.of((Double) found), aliases)
                .describe("The number that a path leads to.", name + "('<a><b>1</b><b>2</b></a>', 'sum(a/b)')");
    }

    private static ScalarSpec path(String name, DataType type, QName kind, Result result, String... aliases) {
        return scalar(name, aliases)
                .nullTolerant()
                .takes(STRING, STRING)
                .exact()
                .requires((errors, arguments, context) -> errors.requireConstant("path", arguments.get(1), STRING))
                // A path that cannot be computed is refused before there is a document.
                .checks((errors, arguments, context) -> Constants.fold(arguments.get(1)))
                .gives(type)
                .mayBeNull()
                .kernel(Kernels.strictFor(call -> {
                    Path path = new Path(call);
                    return (in, row, out) -> {
                        String xml = in.stringAt(0, row);
                        boolean empty = xml.isEmpty() || path.text.isEmpty();
                        Object found = empty ? null : find(call, path.compiled(), xml, kind);
                        Values.set(out, row, found == null ? null : result.of(found));
                    };
                }));
    }

    /** A path that is compiled when there is a document for it. */
    private static final class Path {
        private final KernelCall call;
        private final String text;
        private XPathExpression compiled;

        Path(KernelCall call) {
            this.call = call;
            text = String.valueOf(Constants.fold(call.argument(1)).value());
        }

        XPathExpression compiled() {
            if (compiled == null) {
                compiled = compile(call, text);
            }
            return compiled;
        }
    }

    private static XPathExpression compile(KernelCall call, String path) {
        try {
            return XPathFactory.newInstance().newXPath().compile(path);
        } catch (XPathExpressionException e) {
            throw new MillraceException(
                    call.settings().error(ErrorCondition.INVALID_XPATH, "path", path, "message", message(e)), e);
        }
    }

    private static Object find(KernelCall call, XPathExpression path, String xml, QName kind) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // else errors are printed before they are thrown
            builder.setErrorHandler(null);
            return path.evaluate(builder.parse(new InputSource(new StringReader(xml))), kind);
        } catch (XPathExpressionException | SAXException | IOException e) {
            throw new MillraceException(
                    call.settings().error(ErrorCondition.INVALID_XML, "xml", xml, "message", message(e)), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String message(Exception e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    private static Object texts(Object found) {
        NodeList nodes = (NodeList) found;
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            texts.add(node.getNodeValue());
        }
        return texts;
    }
}
