package io.adjourn.inspector.page;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.function.Consumer;

/** A page's text: its template, which is a class of this package since the build, with its model. */
@SuppressWarnings(
        "NullAway") // No interceptor: templates call one only for tags that the build names, and it names none.
final class Html {
    private static final int USUAL_SIZE = 32 * 1024;

    private Html() {}

    static String of(MeetingPage page) {
        return render(output -> JtemeetingGenerated.render(output, null, page));
    }

    static String of(SearchPage page) {
        return render(output -> JtesearchGenerated.render(output, null, page));
    }

    static String of(ComparePage page) {
        return render(output -> JtecompareGenerated.render(output, null, page));
    }

    static String of(DeliveryPage page) {
        return render(output -> JtedeliveryGenerated.render(output, null, page));
    }

    static String of(RejectsPage page) {
        return render(output -> JterejectsGenerated.render(output, null, page));
    }

    static String of(SourcesPage page) {
        return render(output -> JtesourcesGenerated.render(output, null, page));
    }

    static String of(ErrorPage page) {
        return render(output -> JteerrorGenerated.render(output, null, page));
    }

    private static String render(Consumer<HtmlTemplateOutput> template) {
        var text = new StringOutput(USUAL_SIZE);
        template.accept(new OwaspHtmlTemplateOutput(text));
        return text.toString();
    }
}
