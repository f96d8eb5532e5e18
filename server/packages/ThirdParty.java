import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists the third-party libraries in the jar: {@code java ThirdParty.java CLASSPATH TARGET} writes {@code
 * TARGET/THIRD-PARTY-NOTICES}, with the licenses as the libraries state them, and {@code TARGET/open-llm.cdx.json}, a
 * bill of materials in CycloneDX format.
 *
 * <p>CLASSPATH is the Maven runtime class path, whose files are in a repository: {@code
 * …/group/artifact/version/x.jar}.
 */
final class ThirdParty {

    /** @param license the name of the license in the POM of the library or of one of its parents */
    private record Library(String group, String name, String version, String license, String url, Path jar) {

        String purl() {
            return "pkg:maven/" + group + "/" + name + "@" + version;
        }
    }

    private static final Pattern LICENSE =
            Pattern.compile("<license>.*?<name>([^<]+)</name>(?:\\s*<url>([^<]*)</url>)?", Pattern.DOTALL);
    private static final Pattern PARENT = Pattern.compile("<parent>(.*?)</parent>", Pattern.DOTALL);

    /** Maps parts of license names, in lowercase, to SPDX identifiers. */
    private static final Map<String, String> SPDX = Map.of(
            "apache", "Apache-2.0",
            "mit", "MIT",
            "bsd-3", "BSD-3-Clause",
            "bsd 2", "BSD-2-Clause",
            "eclipse public license, version 2", "EPL-2.0",
            "lgpl-2.1-or-later", "LGPL-2.1-or-later");

    /**
     * The model table is generated from data that models.dev publishes. Source: https://github.com/anomalyco/models.dev
     */
    private static final String DATA = "models.dev (data)";

    private static final String LICENSE_OF_DATA = """
            MIT License

            Copyright (c) 2025 spin.dev

            Permission is hereby granted, free of charge, to any person obtaining a copy
            of this software and associated documentation files (the "Software"), to deal
            in the Software without restriction, including without limitation the rights
            to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
            copies of the Software, and to permit persons to whom the Software is
            furnished to do so, subject to the following conditions:

            The above copyright notice and this permission notice shall be included in all
            copies or substantial portions of the Software.

            THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
            IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
            FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
            AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
            LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
            OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
            SOFTWARE.
            """;

    private ThirdParty() {}

    public static void main(String[] arguments) throws Exception {
        List<Library> libraries = new ArrayList<>();
        for (String file : arguments[0].split(java.io.File.pathSeparator)) {
            Path jar = Path.of(file);
            if (file.endsWith(".jar") && !jar.toString().contains("openllm-protocol")) {
                libraries.add(library(jar));
            }
        }
        libraries.sort(Comparator.comparing(Library::purl));
        Path target = Path.of(arguments[1]);
        Files.createDirectories(target);
        Files.writeString(target.resolve("THIRD-PARTY-NOTICES"), notices(libraries));
        Files.writeString(target.resolve("open-llm.cdx.json"), bill(libraries));
    }

    private static Library library(Path jar) throws IOException {
        Path folder = jar.getParent();
        Path repository = repository(folder);
        String group = repository.relativize(folder.getParent().getParent()).toString().replaceAll("[/\\\\]", ".");
        String name = folder.getParent().getFileName().toString();
        String version = folder.getFileName().toString();
        String[] license = license(repository, group, name, version)
                .orElseThrow(() -> new IllegalStateException(jar + " states no license in its POM or those above it."));
        return new Library(group, name, version, license[0], license[1], jar);
    }

    /** Returns the root folder of the Maven repository, which contains the folders of the group. */
    private static Path repository(Path folder) {
        String known = System.getProperty("maven.repo.local", Path.of(System.getProperty("user.home"), ".m2", "repository")
                .toString());
        Path repository = Path.of(known).toAbsolutePath();
        if (!folder.toAbsolutePath().startsWith(repository)) {
            throw new IllegalStateException(folder + " is not in the repository " + repository);
        }
        return repository;
    }

    private static Optional<String[]> license(Path repository, String group, String name, String version)
            throws IOException {
        Path pom = repository.resolve(group.replace('.', '/')).resolve(name).resolve(version)
                .resolve(name + "-" + version + ".pom");
        if (!Files.exists(pom)) {
            return Optional.empty();
        }
        String text = Files.readString(pom, StandardCharsets.UTF_8);
        Matcher stated = LICENSE.matcher(text);
        List<String> names = new ArrayList<>();
        String url = "";
        while (stated.find()) {
            names.add(stated.group(1).strip());
            url = url.isEmpty() ? Optional.ofNullable(stated.group(2)).orElse("").strip() : url;
        }
        if (!names.isEmpty()) {
            return Optional.of(new String[] {String.join(" or ", names), url});
        }
        Matcher parent = PARENT.matcher(text);
        return parent.find()
                ? license(repository, value(parent.group(1), "groupId"), value(parent.group(1), "artifactId"),
                        value(parent.group(1), "version"))
                : Optional.empty();
    }

    private static String value(String xml, String element) {
        Matcher found = Pattern.compile("<" + element + ">([^<]+)</" + element + ">").matcher(xml);
        return found.find() ? found.group(1).strip() : "";
    }

    private static String notices(List<Library> libraries) throws IOException {
        StringBuilder text = new StringBuilder("open-llm.jar holds these libraries:\n\n");
        for (Library library : libraries) {
            text.append("- ").append(library.group()).append(':').append(library.name()).append(' ')
                    .append(library.version()).append(": ").append(library.license()).append('\n');
        }
        text.append("\nSome classes of picocli and Jackson were changed when this package was built, so that the program starts"
                + " faster: stack maps were added, constants are initialized later or more simply, and annotations of"
                + " java.beans are not supported.\n");
        text.append("\nIt also contains data about models, which is derived from this data:\n\n- ").append(DATA).append(": MIT\n");
        // A license text that several libraries contain is written once, with the names of the libraries.
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (Library library : libraries) {
            List<String> own = texts(library.jar());
            if (own.isEmpty()) {
                own = List.of("See " + (library.url().isEmpty() ? library.license() : library.url()) + ".");
            }
            for (String one : own) {
                texts.computeIfAbsent(one, unused -> new ArrayList<>()).add(library.name() + " " + library.version());
            }
        }
        texts.forEach((content, names) -> text.append("\n").append("-".repeat(80)).append('\n')
                .append(String.join(", ", names)).append("\n\n").append(content).append('\n'));
        text.append("\n").append("-".repeat(80)).append('\n').append(DATA).append("\n\n").append(LICENSE_OF_DATA);
        return text.toString();
    }

    private static List<String> texts(Path file) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : java.util.Collections.list(jar.entries())) {
                if (!entry.isDirectory()
                        && entry.getName().matches("(?i)(META-INF/)?(LICEN[SC]E|NOTICE|COPYING|AL2\\.0|LGPL2\\.1)[^/]*")) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                        found.put(entry.getName(), text.replace("\r\n", "\n").strip());
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static String identified(String license) {
        String id = SPDX.entrySet().stream()
                .filter(known -> license.toLowerCase(Locale.ROOT).contains(known.getKey()))
                .map(known -> "\"id\":\"" + known.getValue() + "\"")
                .findFirst()
                .orElse("\"name\":\"" + license.replace("\"", "") + "\"");
        return "{\"license\":{" + id + "}}";
    }

    private static String bill(List<Library> libraries) throws Exception {
        List<String> components = new ArrayList<>();
        for (Library library : libraries) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(library.jar()));
            String licenses = Stream.of(library.license().split(" or "))
                    .map(ThirdParty::identified)
                    .collect(Collectors.joining(","));
            components.add("    {\"type\":\"library\",\"bom-ref\":\"" + library.purl() + "\",\"group\":\"" + library.group()
                    + "\",\"name\":\"" + library.name() + "\",\"version\":\"" + library.version() + "\",\"purl\":\""
                    + library.purl() + "\",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\""
                    + HexFormat.of().formatHex(hash) + "\"}],\"licenses\":[" + licenses + "]}");
        }
        components.add("    {\"type\":\"data\",\"bom-ref\":\"models.dev\",\"name\":\"models.dev\","
                + "\"licenses\":[{\"license\":{\"id\":\"MIT\"}}]}");
        return "{\n  \"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\n"
                + "  \"metadata\":{\"component\":{\"type\":\"application\",\"name\":\"open-llm\"}},\n"
                + "  \"components\":[\n" + String.join(",\n", components) + "\n  ]\n}\n";
    }
}
